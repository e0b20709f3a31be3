import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from './storage-failure.ts';
import type { Owner } from './folder-lock.ts';

export function thisProcess(): Owner {
  return { host: hostname(), pid: process.pid, started: startOf(process.pid) };
}

/** Whether a process of this computer still runs, and is the same one. Where its start is not known, its number decides. */
export function isAlive({ pid, started }: Owner): boolean {
  if (pid === process.pid && started === startOf(pid)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
  }
  return started === '' || started === startOf(pid);
}

/** The boot and the tick since it at which a process began; known on Linux alone (`proc_pid_stat(5)`, field 22). */
function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in parentheses that may hold anything.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${boot} ${ticks}`;
  } catch {
    return '';
  }
}
