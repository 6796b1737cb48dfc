/** How an error is told. */
export interface ProblemText {
  readonly title: string
  readonly meaning: string
  readonly action: string
}
