/** A width that the dashboard must be right at. */
export type Width = 'phone' | 'desktop'
export type Theme = 'light' | 'dark'

export interface Look {
  readonly width: Width
  readonly theme: Theme
  readonly language?: 'en' | 'th'
}

export const SIZES: Readonly<Record<Width, { width: number; height: number }>> = {
  phone: { width: 360, height: 740 },
  desktop: { width: 1280, height: 800 },
}

/** Every width in every theme. */
export const LOOKS: readonly Look[] = [
  { width: 'phone', theme: 'light' },
  { width: 'phone', theme: 'dark' },
  { width: 'desktop', theme: 'light' },
  { width: 'desktop', theme: 'dark' },
]
