import { createDestinations } from '../../src/destinations/index.ts'
import { destinationContract } from './contract.ts'
import { kit as linesKit } from './lines/kit.ts'
import { lines } from './lines/lines.ts'
import type { DestinationKit } from './place.ts'

for (const destination of createDestinations().all) {
  const { kit }: { kit: DestinationKit } = await import(`./${destination.kind}/kit.ts`)
  destinationContract(destination, kit)
}

// A kind that is not the hub's own: what the suite asks can be met by reading the interface alone.
destinationContract(lines, linesKit)
