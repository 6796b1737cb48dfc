import { execFile } from 'node:child_process'
import fs from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Address } from './address.ts'

const run = promisify(execFile)

/** What a server writes into its cluster's folder, and removes when it stops in order. */
export interface PostmasterFile {
  /** This and the address are undefined where the file is empty: a crash of the machine, or a full disk. */
  readonly pid: number | undefined
  readonly address: Address | undefined
  readonly status: 'starting' | 'ready' | 'stopping'
}

/** Undefined where there is no such file. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await fs.readFile(fileOf(cluster), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  // Lines: pid, folder, start time, port, socket folder, listening address, shared memory, status.
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  const [, , , port, socketFolder, , , status] = lines
  return {
    pid: Number.isInteger(pid) && pid > 0 ? pid : undefined,
    address: port
      ? socketFolder
        ? { kind: 'socket', folder: cluster }
        : { kind: 'loopback', port: Number(port) }
      : undefined,
    status: status === 'ready' || status === 'stopping' ? status : 'starting',
  }
}

/** Only where no server uses the cluster. */
export async function removePostmasterFile(cluster: string): Promise<void> {
  await fs.rm(fileOf(cluster), { force: true })
}

/**
 * Whether this process is the server of this cluster. The number alone says little: after a restart of the machine or
 * the container another process may have it, and one that ended may still be listed.
 */
export async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  try {
    if (process.platform === 'linux') {
      const parts = (await fs.readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')
      return parts.includes(cluster)
    }
    // Windows says nothing of a process's arguments: the number has to do.
    if (process.platform === 'win32') return process.kill(pid, 0)
    const { stdout } = await run('ps', ['-p', String(pid), '-o', 'command='])
    return stdout.includes(` -D ${cluster} `)
  } catch {
    return false
  }
}

function fileOf(cluster: string): string {
  return path.join(cluster, 'postmaster.pid')
}
