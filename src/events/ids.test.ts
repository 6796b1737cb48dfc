import fc from 'fast-check'
import { TypeID } from 'typeid-js'
import { describe, expect, it } from 'vitest'
import { floorUuid, fromPublicId, newUuid, toPublicId } from './ids.ts'

const uuids = fc.uuid()

describe('public ids', () => {
  it('are the TypeIDs that typeid-js makes', () => {
    fc.assert(
      fc.property(uuids, (uuid) => {
        expect(toPublicId('event', uuid)).toBe(TypeID.fromUUID('evt', uuid).toString())
      }),
    )
  })

  it('lead back to the uuid', () => {
    fc.assert(
      fc.property(uuids, (uuid) => {
        expect(fromPublicId('endpoint', toPublicId('endpoint', uuid))).toBe(uuid)
      }),
    )
  })

  it('of another kind, or no ids at all, are not taken', () => {
    expect(fromPublicId('event', toPublicId('account', newUuid()))).toBeUndefined()
    for (const text of ['', 'evt_', 'evt_zzz', 'evt_01h455vb4pex5vsknk084sn02!', newUuid()]) {
      expect(fromPublicId('event', text)).toBeUndefined()
    }
  })
})

describe('uuids', () => {
  it('only grow', () => {
    const made = Array.from({ length: 1000 }, newUuid)
    expect(made.toSorted()).toEqual(made)
  })

  it('made from a moment on are not below its floor', () => {
    const floor = floorUuid(new Date())
    expect(newUuid() >= floor).toBe(true)
    expect(floorUuid(new Date(0)) < floor).toBe(true)
  })
})
