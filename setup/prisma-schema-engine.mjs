#!/usr/bin/env node
// Stands in for Prisma's schema-engine binary: the same JSON-RPC on standard input and output, answered by the
// WebAssembly build of the engine over our own PostgreSQL driver, so that nothing has to be downloaded.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import readline from 'node:readline'
import { parseArgs } from 'node:util'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'

const require = createRequire(import.meta.url)
const wasmFile = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm')

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    'extension-types': { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    version: { type: 'boolean' },
  },
})
const datasource = options.datasource ? JSON.parse(options.datasource) : {}

if (options.version) {
  const { version } = JSON.parse(fs.readFileSync(wasmFile.replace('schema_engine_bg.wasm', 'package.json'), 'utf8'))
  console.log(`schema-engine-wasm ${version}`)
} else if (positionals[0] === 'cli') {
  process.exitCode = await runDatabaseCommand(positionals[1])
} else {
  await serve()
}

/** What the driver needs from a connection URL; `database` takes the place of the URL's own. */
function connectionOf(url, database) {
  const parsed = new URL(url)
  const query = parsed.searchParams
  const connection = {
    host: decodeURIComponent(query.get('host') ?? parsed.hostname) || 'localhost',
    port: Number(parsed.port || 5432),
    user: decodeURIComponent(parsed.username) || undefined,
    password: decodeURIComponent(parsed.password) || undefined,
    database: database ?? decodeURIComponent(parsed.pathname.slice(1)),
    max: 1,
    ssl: /^(require|no-verify|verify)/.test(query.get('sslmode') ?? '') || undefined,
  }
  return { connection, schema: query.get('schema') ?? undefined }
}

/** The driver as the schema engine needs it: the catalogue's types readable, scripts whole, a shadow database on demand. */
function engineDriver(url, database) {
  const { connection, schema } = connectionOf(url, database)
  const driver = new PrismaPg(connection, { schema })
  const connectPlain = driver.connect.bind(driver)
  driver.connect = async () => {
    const adapter = await connectPlain()
    const performIO = adapter.performIO.bind(adapter)
    adapter.performIO = async (query) => {
      const result = await performIO(query)
      // Catalogue queries return "char" (18) and name[] (1003), which the driver does not know: they are read as text.
      const asText = new Map([
        [18, 25],
        [1003, 1009],
      ])
      for (const field of result.fields ?? []) field.dataTypeID = asText.get(field.dataTypeID) ?? field.dataTypeID
      return result
    }
    adapter.executeScript = async (script) => {
      // The driver would split a script at each semicolon, also inside functions; the server takes it whole.
      try {
        await adapter.client.query(script)
      } catch (error) {
        adapter.onError(error)
      }
    }
    return adapter
  }
  driver.connectToShadowDb = async () => {
    if (datasource.shadowDatabaseUrl) return engineDriver(datasource.shadowDatabaseUrl).connect()
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`
    const main = await driver.connect()
    await main.executeScript(`CREATE DATABASE "${name}"`)
    const shadow = await engineDriver(url, name).connect()
    const dispose = shadow.dispose.bind(shadow)
    shadow.dispose = async () => {
      await dispose()
      await main.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
      await main.dispose()
    }
    return shadow
  }
  return driver
}

function noDatabase() {
  const refuse = () => {
    throw new Error('no datasource url')
  }
  return { provider: 'postgres', adapterName: '@prisma/adapter-pg', connect: refuse, connectToShadowDb: refuse }
}

/** The engine's small commands around a database's existence; gives the exit code. */
async function runDatabaseCommand(command) {
  const { connection } = connectionOf(datasource.url)
  const client = new pg.Client(command === 'can-connect-to-database' ? connection : { ...connection, database: 'postgres' })
  try {
    await client.connect()
    const name = pg.escapeIdentifier(connection.database)
    if (command === 'create-database') await client.query(`CREATE DATABASE ${name}`)
    if (command === 'drop-database') await client.query(`DROP DATABASE ${name}`)
    await client.end()
    return 0
  } catch (error) {
    const codes = { '3D000': 'P1003', '28P01': 'P1000', 28000: 'P1000' }
    const fields = { message: error.message, error_code: codes[error.code] ?? 'P1001' }
    process.stderr.write(`\n${JSON.stringify({ timestamp: new Date().toISOString(), level: 'ERROR', target: 'schema_engine::logger', fields })}\n`)
    return 1
  }
}

async function openEngine(driver) {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const { instance } = await WebAssembly.instantiate(fs.readFileSync(wasmFile), { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start?.()
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    message: '',
    set_message(message) {
      this.message = message
    },
  }
  const datamodels = options.datamodels?.map((file) => [file, fs.readFileSync(file, 'utf8')])
  const log = (line) => process.env.DEBUG && process.stderr.write(`${line}\n`)
  return bindings.SchemaEngine.new({ datamodels }, log, driver)
}

/** Answers requests one after the other until standard input ends. */
async function serve() {
  const driver = datasource.url ? bindMigrationAwareSqlAdapterFactory(engineDriver(datasource.url)) : noDatabase()
  const opening = openEngine(driver)
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line)
    if (!method) continue
    try {
      const engine = await opening
      // The binary calls this method by another name than the WebAssembly build.
      const result = await engine[method === 'getDatabaseVersion' ? 'version' : method](params)
      if (method !== 'diff') {
        send({ id, result: result ?? null })
        continue
      }
      // The binary prints a difference by a request of its own before it answers.
      if (result.stdout != null) send({ id: 1e9 + id, method: 'print', params: { content: result.stdout.replace(/\n$/, '') } })
      send({ id, result: { exitCode: result.exitCode } })
    } catch (error) {
      const known = typeof error.id === 'number' ? driver.errorRegistry?.consumeError?.(error.id) : undefined
      const message = known?.error?.message ?? error.message ?? String(error)
      send({
        id,
        error: { code: 4466, message: 'An error happened. Check the data field for details.', data: { is_panic: false, message, error_code: error.code } },
      })
    }
  }
  process.exit(0)
}
