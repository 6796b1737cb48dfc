import type { PlatformId } from '../../src/platforms/index.ts'
import type { Platforms } from './platforms.ts'
import { STAND_INS } from './stand-ins.ts'

/** What a person does in the consoles of the platforms. */
export function enterCallbacks({ world, seeds }: Platforms, hubUrl: string, verifyToken: string): void {
  for (const [id, standIn] of STAND_INS)
    standIn.enterCallback?.(world, seeds[id as PlatformId].account, hubUrl, verifyToken)
}
