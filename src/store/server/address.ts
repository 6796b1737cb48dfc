import { once } from 'node:events'
import net from 'node:net'
import path from 'node:path'
import type { ClientConfig } from 'pg'

const SOCKET_PORT = 5432
/** The longest path of a Unix socket, in bytes. */
const SOCKET_PATH_MAX = process.platform === 'darwin' ? 103 : 107
/** Below the ports that systems give to outgoing connections, so that a restarted server finds its port free. */
const LOOPBACK_PORTS = { first: 20_000, count: 10_000 }

/** Where the server listens: a Unix socket in the cluster's folder, or a port of the loopback interface. */
export type Address =
  | { readonly kind: 'socket'; readonly folder: string }
  | { readonly kind: 'loopback'; readonly port: number }

/** The address for a server of this cluster; a Unix socket where there are some and its path is short enough. */
export async function chooseAddress(cluster: string, platform: string = process.platform): Promise<Address> {
  const fits = Buffer.byteLength(socketPath(cluster)) <= SOCKET_PATH_MAX
  if (platform !== 'win32' && fits) return { kind: 'socket', folder: cluster }
  return { kind: 'loopback', port: await freePort() }
}

/** How a client reaches the server. Every member is said, so that no PG… variable of the environment is used. */
export function clientConfig(address: Address, password: string): ClientConfig {
  const common = { user: 'postgres', database: 'postgres', password, ssl: false }
  return address.kind === 'socket'
    ? { ...common, host: address.folder, port: SOCKET_PORT }
    : { ...common, host: '127.0.0.1', port: address.port }
}

/** The server's settings for this address. */
export function listenSettings(address: Address): Readonly<Record<string, string>> {
  // The server's working directory is the cluster's folder: `.` needs no quoting, whatever the path.
  return address.kind === 'socket'
    ? { listen_addresses: '', unix_socket_directories: '.', unix_socket_permissions: '0700', port: String(SOCKET_PORT) }
    : { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(address.port) }
}

/** Whether anything takes connections there. */
export async function answers(address: Address): Promise<boolean> {
  const socket =
    address.kind === 'socket' ? net.connect(socketPath(address.folder)) : net.connect(address.port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

function socketPath(cluster: string): string {
  return path.join(cluster, `.s.PGSQL.${SOCKET_PORT}`)
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = LOOPBACK_PORTS.first + Math.floor(Math.random() * LOOPBACK_PORTS.count)
    const server = net.createServer()
    try {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
      return port
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    } finally {
      server.close()
    }
  }
}
