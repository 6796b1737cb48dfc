import { Type } from 'typebox'

export const BrandSchema = Type.Object(
  {
    color: Type.String({ examples: ['#1560bd'] }),
    mark: Type.String({ description: 'An SVG path on a grid of 24, to be filled in white on the colour.' }),
  },
  { title: 'Brand' },
)

/** What it takes to show a platform. */
export const KnownPlatform = Type.Object(
  { id: Type.String(), name: Type.String(), brand: BrandSchema },
  { title: 'KnownPlatform' },
)
