// Tries to lock the folder of its argument, says how it went, and holds it until its input ends.
import { lockFolder } from '../../src/launcher/lock.ts'

process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
process.stdout.write('here\n')
process.stdin.once('data', async () => {
  const got = await lockFolder(process.argv[2]).then(
    () => true,
    () => false,
  )
  process.stdout.write(got ? 'got\n' : 'refused\n')
})
