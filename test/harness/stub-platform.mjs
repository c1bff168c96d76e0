// Stands in the platform's place where only the launcher is tested: answers with its process id, ends when told to.
import http from 'node:http'

http
  .createServer((request, answer) => {
    if (request.url === '/die') process.exit(0)
    answer.end(String(process.pid))
  })
  .listen(Number(process.env.HTTP_PORT), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
