import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import zlib from 'node:zlib'

const TEXT = /\.(html|js|mjs|css|svg|json|webmanifest|txt|ttf|otf)$/
/** Smaller ones fit into the first packet anyway. */
const WORTHWHILE_BYTES = 1024

const gzip = promisify(zlib.gzip)
const brotli = promisify(zlib.brotliCompress)

/** Writes `.gz` and `.br` beside every file of a folder that gets smaller by it. */
export async function compressFolder(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !TEXT.test(entry.name)) continue
    const file = path.join(entry.parentPath, entry.name)
    const content = await readFile(file)
    if (content.length < WORTHWHILE_BYTES) continue
    const zipped = await gzip(content, { level: zlib.constants.Z_BEST_COMPRESSION })
    const smaller = await brotli(content, {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: zlib.constants.BROTLI_MAX_QUALITY,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    })
    if (zipped.length < content.length) await writeFile(`${file}.gz`, zipped)
    if (smaller.length < content.length) await writeFile(`${file}.br`, smaller)
  }
}
