import { Command, InvalidArgumentError, Option } from 'commander'
import { VERSION } from '../version.ts'
import { explain } from './failure.ts'
import type { Terminal } from './terminal.ts'

const INTRODUCTION = `Hubbub receives the webhooks of social platforms, stores each event once, and delivers them, signed, to your applications.

Start a hub in one terminal, watch it in a second, and send it a test event from a third:

  npm start
  npx hubbub listen
  npx hubbub trigger <platform> message`

/** Parses the arguments (without node and the script), runs the command and resolves with the exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = 0
  const program = createProgram(terminal, (code) => {
    exitCode = code
  })
  if (args.length === 0) {
    terminal.note(program.helpInformation())
    return 2
  }
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    const failure = explain(error, terminal.env)
    if (failure.text) terminal.note(failure.text.trimEnd())
    return failure.exitCode
  }
}

/** The command line. Each command loads its code when it runs, so that `--help` needs none of it. */
function createProgram(terminal: Terminal, done: (exitCode: number) => void): Command {
  const program = new Command('hubbub')
    .description(INTRODUCTION)
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .helpCommand('help [command]', 'explain a command')
    .exitOverride()
    .showSuggestionAfterError(true)
    .showHelpAfterError('(add --help to see what there is)')
    .configureHelp({ showGlobalOptions: false })
  for (const add of [addServe, addTrigger, addListen, addDoctor, addWorkspace, addMigrate]) add(program, terminal, done)
  return program
}

type AddCommand = (program: Command, terminal: Terminal, done: (exitCode: number) => void) => void

const addServe: AddCommand = (program, terminal, done) => {
  newCommand(
    program,
    'serve',
    'run the hub',
    'Runs the hub until it is stopped (Ctrl-C). It needs no configuration: data goes to ./data, the address is http://127.0.0.1:8000. Every variable is explained in docs/config.md; a .env file in the current folder is read.',
  )
    .option('--port <port>', 'port to listen on (variable PORT; default 8000)')
    .option('--host <address>', 'address to listen on (variable HOST; default 127.0.0.1)')
    .option('--data-dir <folder>', 'folder for the data (variable HUBBUB_DATA_DIR; default ./data)')
    .action(async (flags) => done(await (await import('./serve.ts')).serve(flags, terminal)))
}

const addTrigger: AddCommand = (program, terminal, done) => {
  withHub(
    newCommand(
      program,
      'trigger',
      'send the hub a test event, signed like a real one',
      'Sends a made-up event of a platform, correctly signed, through the route that the platform itself uses. Without a kind, lists the kinds.',
    )
      .argument('[platform]', 'leave it out to see which there are')
      .argument('[kind]', 'what happened; leave it out to see the kinds')
      .option('--account <id>', "the platform's id of the account that receives it")
      .option('--sender <id>', "the platform's id of the person who causes it")
      .option('--username <name>', 'user name of that person')
      .option('--text <text>', 'what the person writes')
      .option('--media-url <url>', 'address of the picture, video or file')
      .option('--count <n>', 'send so many, each with new ids', countOf, 1)
      .option('--secret <secret>', 'secret to sign with (default: the variable of the platform, see docs/config.md)')
      .option('--print', 'show the body that is sent')
      .option('--dry-run', 'show the request and send nothing'),
  ).action(async (platform, kind, flags) =>
    done(await (await import('./trigger.ts')).trigger(platform, kind, flags, terminal)),
  )
}

const addListen: AddCommand = (program, terminal, done) => {
  withHub(
    newCommand(
      program,
      'listen',
      'watch events, and forward them to an application on this machine',
      'Prints a line for each event of a running hub. With --forward-to each is also POSTed to your application, signed and shaped as a delivery would be. Ctrl-C ends it with a summary.',
    )
      .option('--forward-to <url>', 'application to send the events to, e.g. http://localhost:3000/webhooks')
      .option('--events <types>', 'only these types, separated by commas; * stands for anything, e.g. message.*')
      .option('--account <id>', 'only events of this account (acc_…)')
      .option('--since <when>', 'begin in the past: 10m, 2h, a date and time, or the id of the last event seen')
      .option('--secret <secret>', 'sign forwarded events with it (variable WEBHOOK_SECRET; default: one is made)')
      .option('--api-key <key>', 'API key of the hub (variable API_KEY)'),
  ).action(async (flags) => done(await (await import('./listen.ts')).listen(flags, terminal)))
}

const addDoctor: AddCommand = (program, terminal, done) => {
  withHub(
    newCommand(
      program,
      'doctor',
      'check the installation, and name the remedy for what is wrong',
      'Checks configuration, data folder, database, the running hub, its secrets, endpoints and refused requests. Exit code 1 when something is broken. Secrets are never printed.',
    )
      .option('--api-key <key>', 'API key of the hub (variable API_KEY)')
      .option('--secret <secret>', 'app secret to sign the test event of --send with')
      .option('--send', 'also send a signed test event through the hub (it is stored and delivered)')
      .option('--json', 'print the result as JSON'),
  ).action(async (flags) => done(await (await import('./doctor.ts')).doctor(flags, terminal)))
}

const addWorkspace: AddCommand = (program, terminal, done) => {
  const workspace = newCommand(
    program,
    'workspace',
    'list and make workspaces',
    "Workspaces are walls between tenants of one hub. Needs a key of the hub's operator: API_KEY, or the one of the first start.",
  )
  const withKey = (command: Command) =>
    withHub(command).option('--api-key <key>', 'API key of the hub (variable API_KEY)')
  withKey(newCommand(workspace, 'list', 'list the workspaces', 'Prints the id and the name of each workspace.')).action(
    async (flags) => done(await (await import('./workspace.ts')).listWorkspaces(flags, terminal)),
  )
  withKey(
    newCommand(
      workspace,
      'create',
      'make a workspace and its first key',
      'Makes a workspace and an API key of its own with the role admin, which is shown once.',
    ).argument('<name>', 'what people call it'),
  ).action(async (name, flags) => done(await (await import('./workspace.ts')).createWorkspace(name, flags, terminal)))
}

const addMigrate: AddCommand = (program, terminal, done) => {
  newCommand(
    program,
    'migrate',
    'bring the database up to this version',
    'Applies the migrations the database does not have yet. The hub does this itself when it starts; this is for doing it beforehand.',
  )
    .addOption(new Option('--check', 'only say what would be done; exit code 1 when something is pending'))
    .option('--data-dir <folder>', 'data folder (variable HUBBUB_DATA_DIR; default ./data)')
    .action(async (flags) => done(await (await import('./migrate.ts')).migrate(flags, terminal)))
}

function newCommand(program: Command, name: string, summary: string, description: string): Command {
  return program.command(name).summary(summary).description(description).allowExcessArguments(false)
}

/** The options of commands that speak to a running hub. */
function withHub(command: Command): Command {
  return command
    .option('--url <url>', 'address of the hub (variable HUBBUB_URL; default: the hub on this machine)')
    .option('--data-dir <folder>', 'data folder of the hub on this machine (variable HUBBUB_DATA_DIR; default ./data)')
}

function countOf(value: string): number {
  const count = Number(value)
  if (!Number.isInteger(count) || count < 1 || count > 100_000)
    throw new InvalidArgumentError('It must be a whole number from 1 to 100000.')
  return count
}
