/**
 * PostgreSQL settings for a hub on a small machine. They are given at every start, so that a newer program brings its
 * own to an old cluster.
 */
export const SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',

  shared_buffers: '32MB',
  wal_buffers: '2MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  temp_buffers: '1MB',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  max_connections: '50',

  // Containers have a small /dev/shm, or none that can be written. The server needs System V memory in any case: its
  // lock on the cluster is a segment of it.
  ...(process.platform === 'linux' ? { dynamic_shared_memory_type: 'sysv' } : {}),

  // Fewer processes: no workers for reads, parallel queries or logical replication.
  io_method: 'sync',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '2',
  autovacuum_worker_slots: '2',

  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // What the server says of itself; what is wrong with a statement goes to the program that sent it.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
}

/** As arguments of `postgres`. */
export function settingArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
