import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compress } from './build/compress.ts'

/** The hub that `npm run dev -w dashboard` passes calls on to. */
const HUB = process.env.HUBBUB_URL ?? 'http://127.0.0.1:8000'

// The hub compares Host with the page's origin, so Host must stay as the browser sent it.
const PROXIED = { target: HUB, changeOrigin: false }

export default defineConfig({
  plugins: [react(), tailwindcss(), compress()],
  build: {
    target: 'es2023',
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Compression is most of the build, as it should be: without this each installation says so.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { proxy: { '/api': PROXIED, '/docs': PROXIED, '/openapi.json': PROXIED } },
})
