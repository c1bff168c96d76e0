// Builds the operators' web app into agent-ui/dist; the platform serves that folder.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const platform = 'http://127.0.0.1:8080'

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  // The contract lies beside the app, outside its root.
  server: { port: 23000, strictPort: true, fs: { allow: ['..'] }, proxy: { '/api': platform, '/socket.io': { target: platform, ws: true } } },
  preview: { port: 23001, strictPort: true, proxy: { '/api': platform, '/socket.io': { target: platform, ws: true } } },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1200 },
})
