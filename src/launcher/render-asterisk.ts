// Writes the configuration for an Asterisk installed by its package (the Docker image), where none is embedded.
import fs from 'node:fs'
import path from 'node:path'
import { loadConfig, readEnvironment } from '../config.ts'
import { writeAsteriskSettings } from './asterisk-settings.ts'
import { layOutPrompts } from './prompts.ts'

const config = loadConfig(readEnvironment())
const asteriskDir = path.join(config.dataDir, 'asterisk')
const modulesDir = ['/usr/lib/x86_64-linux-gnu/asterisk/modules', '/usr/lib/aarch64-linux-gnu/asterisk/modules', '/usr/lib/asterisk/modules'].find((folder) =>
  fs.existsSync(folder),
)
if (!modulesDir) throw new Error('Asterisk is not installed here')
if (!config.asterisk.ariPassword || !config.ami.password) throw new Error('ARI_PASSWORD and AMI_PASSWORD must be set')
layOutPrompts(config.asterisk.promptsDir)
writeAsteriskSettings(config, { asteriskDir, modulesDir, shareDir: '/usr/share/asterisk', logDir: path.join(asteriskDir, 'log') })
