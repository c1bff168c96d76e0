// Starts the stub server by the plan given as JSON, as a launcher that was killed right afterwards would have.
import { manageProcess } from '../../src/launcher/managed-process.ts'

const { dataDir, plan } = JSON.parse(process.argv[2])
const url = `http://127.0.0.1:${plan.args.at(-1)}/`
const isReady = () =>
  fetch(url).then(
    () => true,
    () => false,
  )
await manageProcess(dataDir, { ...plan, isReady }).start()
process.exit(0)
