import { createServer, type Server } from 'node:net';

/** Binds a server to a free port on the loopback interface. */
export async function listenLocally(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('the server has no TCP port');
  }
  return address.port;
}

/** Finds a free port for a program that must be told its port. Another program may take it first. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenLocally(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
