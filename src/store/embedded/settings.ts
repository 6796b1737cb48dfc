/**
 * PostgreSQL settings of the embedded database. Sized for a small resident set: one session, one process.
 * There is no checkpointer, WAL writer or autovacuum in single-user mode; see maintenance.ts.
 */
export const EMBEDDED_SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'on',
  // Emscripten's fdatasync does nothing; only fsync reaches the file layer.
  wal_sync_method: 'fsync',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '32MB',
  wal_buffers: '2MB',
  work_mem: '4MB',
  maintenance_work_mem: '16MB',
  temp_buffers: '1MB',
  min_wal_size: '32MB',
  max_wal_size: '128MB',
  max_connections: '4',
  superuser_reserved_connections: '0',
  max_wal_senders: '0',
  max_prepared_transactions: '0',
  autovacuum: 'off',
  track_counts: 'on',
  // A sample of 9,000 rows: an analyze blocks everything while it reads.
  default_statistics_target: '30',
  jit: 'off',
  search_path: 'public',
  exit_on_error: 'false',
  log_checkpoints: 'false',
  max_worker_processes: '0',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  io_method: 'sync',
}
