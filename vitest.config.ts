import { defineConfig } from 'vitest/config'

const INCLUDE = [
  'src/**/*.test.ts',
  'test/**/*.test.ts',
  'bench/**/*.test.ts',
  'sdk/**/*.test.ts',
  'dashboard/**/*.test.ts',
]

/** Hold a time that other tests on the same cores would lengthen: they run after all others, one file after another. */
const TIMED = ['test/**/*.timed.test.ts']

export default defineConfig({
  test: {
    globalSetup: 'test/support/shared-postgres.ts',
    testTimeout: 40_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // A file costs a second to load anew; nothing in the modules remembers anything between files.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: INCLUDE,
          exclude: ['**/node_modules/**', ...TIMED],
          // Most of the time the tests wait for a process, a clock or a disk; two cores carry three of them.
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'timed', include: TIMED, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
})
