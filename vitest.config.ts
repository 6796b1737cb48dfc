import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'test/**/*.test.ts',
      'bench/**/*.test.ts',
      'sdk/**/*.test.ts',
      'dashboard/**/*.test.ts',
    ],
    globalSetup: 'test/support/shared-postgres.ts',
    testTimeout: 40_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // A file costs a second to load anew; nothing in the modules remembers anything between files.
    isolate: false,
    // Most of the time the tests wait for a process, a clock or a disk; two cores carry three of them.
    maxWorkers: 3,
  },
})
