import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import type { Plugin } from 'vite'

const TEXT = /\.(html|js|mjs|css|svg|json|webmanifest|txt|ttf|otf)$/
/** Smaller files fit into the first packet anyway. */
const WORTHWHILE_BYTES = 1024

const gzip = promisify(zlib.gzip)
const brotli = promisify(zlib.brotliCompress)

/** Compresses every text of a build once, at the best level, so that the hub never compresses one for a request. */
export function compress(): Plugin {
  return {
    name: 'compress',
    apply: 'build',
    // Files of `public/` are in the folder before the bundle is written.
    writeBundle: { order: 'post', sequential: true, handler: ({ dir }) => compressFolder(dir ?? 'dist') },
  }
}

/** Writes `.gz` and `.br` beside every text of a folder that gets smaller by it. */
async function compressFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = entries.filter((entry) => entry.isFile() && TEXT.test(entry.name))
  await Promise.all(texts.map((entry) => compressFile(path.join(entry.parentPath, entry.name))))
}

async function compressFile(file: string): Promise<void> {
  const content = await readFile(file)
  if (content.length < WORTHWHILE_BYTES) return
  const [zipped, smaller] = await Promise.all([
    gzip(content, { level: zlib.constants.Z_BEST_COMPRESSION }),
    brotli(content, {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: zlib.constants.BROTLI_MAX_QUALITY,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  ])
  if (zipped.length < content.length) await writeFile(`${file}.gz`, zipped)
  if (smaller.length < content.length) await writeFile(`${file}.br`, smaller)
}
