/** Who works on a row, and until when. Times are milliseconds of the clock that follows the database's. */
export interface Lease {
  readonly owner: string
  readonly until: number
}

/** Which leases are to end, so that their rows are due at once. */
export type Release =
  /** Of this process; what another has leased meanwhile is left alone. */
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  /** All that these processes leased, but for some rows. */
  | { readonly kind: 'owners'; readonly owners: readonly string[]; readonly except: readonly string[] }
  /** What this process leased until one of these times, but for some rows. */
  | { readonly kind: 'leases'; readonly leasedUntil: readonly number[]; readonly except: readonly string[] }
