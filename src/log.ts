import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger }

/**
 * The hub's log: JSON lines, on standard error unless told otherwise. Request bodies, headers and queries are never logged; what
 * could still slip in under these names is cut out.
 */
export function createLogger(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: { service: 'hubbub' },
      redact: {
        paths: [
          '*.authorization',
          '*["x-api-key"]',
          '*.secret',
          '*.token',
          '*.accessToken',
          '*.apiKey',
          '*.password',
          'headers',
          '*.headers',
        ],
        censor: '[cut]',
      },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination,
  )
}
