/*
 * PostgreSQL's binary array format, built in one allocation: number of dimensions, has-null flag, element type,
 * then size and lower bound of the one dimension, then each element behind its length (-1: null). Big-endian.
 */

/** SQL types of array elements, with the values they hold. */
export interface Types {
  uuid: string
  text: string
  int2: number
  int4: number
  /** Whole numbers that a double can hold. */
  int8: number
  bool: boolean
  timestamptz: Date
  bytea: Uint8Array
}
export type TypeName = keyof Types
export type Nullable<T> = T | null | undefined

const OID = { bool: 16, bytea: 17, int8: 20, int2: 21, int4: 23, text: 25, timestamptz: 1184, uuid: 2950 } as const
const EMPTY_HEADER_BYTES = 12
const HEADER_BYTES = 20
const LENGTH_BYTES = 4
const NULL = -1
const EPOCH_2000_MS = 946_684_800_000
const MIN_TIMESTAMP_MS = Date.UTC(-4712, 0, 1)
const TWO_32 = 4_294_967_296
const UUID_TEXT_LENGTH = 36

const ARRAYS: { readonly [Name in TypeName]: (values: readonly Nullable<Types[Name]>[]) => Buffer } = {
  uuid: uuidArray,
  text: textArray,
  int2: (values) => fixed(OID.int2, 2, values, (buffer, value, offset) => buffer.writeInt16BE(value, offset)),
  int4: (values) => fixed(OID.int4, 4, values, (buffer, value, offset) => buffer.writeInt32BE(value, offset)),
  int8: (values) =>
    fixed(OID.int8, 8, values, (buffer, value, offset) => buffer.writeBigInt64BE(BigInt(value), offset)),
  bool: (values) => fixed(OID.bool, 1, values, (buffer, value, offset) => buffer.writeUInt8(value ? 1 : 0, offset)),
  timestamptz: timestamptzArray,
  bytea: byteaArray,
}

/** An array of this SQL type; `null` and `undefined` are SQL null. @throws RangeError when a value does not fit the type. */
export function arrayOf<Name extends TypeName>(type: Name, values: readonly Nullable<Types[Name]>[]): Buffer {
  return ARRAYS[type](values)
}

/** `text[]`. PostgreSQL refuses U+0000, and UTF-8 has no lone surrogates: both become U+FFFD. */
function textArray(values: readonly Nullable<string>[]): Buffer {
  const texts = new Array<string | undefined>(values.length)
  let size = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (value === null || value === undefined) continue
    const text = value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value
    texts[i] = text
    size += Buffer.byteLength(text)
  }
  const buffer = allocate(OID.text, texts, size)
  let offset = HEADER_BYTES
  for (const text of texts) {
    if (text === undefined) {
      offset = buffer.writeInt32BE(NULL, offset)
    } else {
      const written = buffer.write(text, offset + LENGTH_BYTES)
      buffer.writeInt32BE(written, offset)
      offset += LENGTH_BYTES + written
    }
  }
  return buffer
}

/** `bytea[]`. */
function byteaArray(values: readonly Nullable<Uint8Array>[]): Buffer {
  let size = 0
  for (const value of values) size += value?.length ?? 0
  const buffer = allocate(OID.bytea, values, size)
  let offset = HEADER_BYTES
  for (const value of values) {
    offset = buffer.writeInt32BE(value?.length ?? NULL, offset)
    if (!value) continue
    buffer.set(value, offset)
    offset += value.length
  }
  return buffer
}

/** `uuid[]`, from the usual text form. @throws RangeError when a value is not a UUID. */
function uuidArray(values: readonly Nullable<string>[]): Buffer {
  return fixed(OID.uuid, 16, values, writeUuid)
}

/** `timestamptz[]`. @throws RangeError when a date is invalid or before 4713 BC. */
function timestamptzArray(values: readonly Nullable<Date>[]): Buffer {
  return fixed(OID.timestamptz, 8, values, (buffer, value, offset) => {
    const ms = value.getTime()
    if (!(ms >= MIN_TIMESTAMP_MS)) throw new RangeError('not a date PostgreSQL can hold')
    const micros = (ms - EPOCH_2000_MS) * 1000
    const high = Math.floor(micros / TWO_32)
    buffer.writeInt32BE(high, offset)
    buffer.writeUInt32BE(micros - high * TWO_32, offset + 4)
  })
}

function fixed<T>(
  oid: number,
  width: number,
  values: readonly Nullable<T>[],
  write: (buffer: Buffer, value: T, offset: number) => void,
): Buffer {
  let present = 0
  for (const value of values) if (value !== null && value !== undefined) present++
  const buffer = allocate(oid, values, present * width)
  let offset = HEADER_BYTES
  for (const value of values) {
    if (value === null || value === undefined) {
      offset = buffer.writeInt32BE(NULL, offset)
    } else {
      write(buffer, value, buffer.writeInt32BE(width, offset))
      offset += LENGTH_BYTES + width
    }
  }
  return buffer
}

function allocate(oid: number, values: readonly unknown[], dataBytes: number): Buffer {
  const empty = values.length === 0
  const buffer = Buffer.allocUnsafe(
    empty ? EMPTY_HEADER_BYTES : HEADER_BYTES + values.length * LENGTH_BYTES + dataBytes,
  )
  buffer.writeInt32BE(empty ? 0 : 1, 0)
  buffer.writeInt32BE(values.some((value) => value === null || value === undefined) ? 1 : 0, 4)
  buffer.writeInt32BE(oid, 8)
  if (!empty) {
    buffer.writeInt32BE(values.length, 12)
    buffer.writeInt32BE(1, 16)
  }
  return buffer
}

const HEX = new Int8Array(128).fill(-1)
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  HEX[digit.charCodeAt(0)] = value
  HEX[digit.toUpperCase().charCodeAt(0)] = value
}

function writeUuid(buffer: Buffer, value: string, offset: number): void {
  let at = offset
  for (let i = 0; i < UUID_TEXT_LENGTH; ) {
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (value.charCodeAt(i) !== 0x2d) throw new RangeError(`not a UUID: ${value}`)
      i++
      continue
    }
    const high = HEX[value.charCodeAt(i)] ?? -1
    const low = HEX[value.charCodeAt(i + 1)] ?? -1
    if (high < 0 || low < 0) throw new RangeError(`not a UUID: ${value}`)
    buffer[at++] = (high << 4) | low
    i += 2
  }
  if (value.length !== UUID_TEXT_LENGTH) throw new RangeError(`not a UUID: ${value}`)
}
