/** How a platform is drawn: in white on its colour, which leaves enough contrast for it. */
export interface Brand {
  /** `#rrggbb` */
  readonly color: string
  /** An SVG path on a grid of 24, filled. Those of this repository come from Simple Icons (CC0 1.0). */
  readonly mark: string
}
