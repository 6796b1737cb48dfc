import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where the hub runs while the dashboard is being worked on (`npm run dev -w dashboard`). */
const HUB = process.env.HUBBUB_URL ?? 'http://127.0.0.1:8000'

// The hub compares Host with the page's origin, so Host must stay as the browser sent it.
const PROXIED = { target: HUB, changeOrigin: false }

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: { target: 'es2023', manifest: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': PROXIED, '/docs': PROXIED, '/openapi.json': PROXIED } },
})
