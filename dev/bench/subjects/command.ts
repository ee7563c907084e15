/** A command, whose start is part of what it takes. What it prints is thrown away. */
import { spawn } from 'node:child_process';
import { z } from 'zod';
import { jobOf, measured } from './measured';

const { command, args } = jobOf(z.object({ command: z.string(), args: z.array(z.string()) }));

void measured(async () => {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let printed = '';
  child.stderr.on('data', (part) => {
    printed += String(part);
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`exit code ${String(code)}: ${printed.trim().slice(-500)}`);
  }
});
