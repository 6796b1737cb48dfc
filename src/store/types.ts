import pg from 'pg'

const INT8 = 20
const NUMERIC = 1700

/** Result types as the hub wants them: counts and sums are numbers, timestamps are Dates, the rest as `pg` has it. */
export const resultTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && (oid === INT8 || oid === NUMERIC)) return Number
    return pg.types.getTypeParser(oid, format)
  },
}
