import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { afterwards } from '../net/testing/loopback.ts';
import { fillDisk, mountSmall } from '../storage/testing/disk.ts';
import { signFeed } from './sign.ts';
import {
  feedOf,
  firstKey,
  openCopy,
  openPublisher,
  packageAt,
  release,
} from './testing/publishing.ts';

test('A disk that fills up during the download leaves the old version as it is', async (context) => {
  const disk = mountSmall();
  if (disk === null) return context.skip();
  afterwards(() => execFileSync('umount', ['--lazy', disk]));
  const program = randomBytes(1_000_000);
  const publisher = await openPublisher();
  const packages = [packageAt(`${publisher.address}/parley`, program)];
  publisher.publish(signFeed(feedOf([release('1.1.0', { packages })]), [firstKey.privateKey]));
  publisher.answer((response) => {
    response.writeHead(200, { 'content-length': program.length });
    response.write(program.subarray(0, 200_000), () => {
      setTimeout(() => {
        fillDisk(join(disk, 'another-file'), 8);
        response.end(program.subarray(200_000));
      }, 200);
    });
  });
  const image = join(disk, 'Parley-x86_64.AppImage');
  writeFileSync(image, 'version 1.0.0', { mode: 0o755 });
  const { updates } = openCopy(publisher.address, {}, disk);
  await updates.check();
  await updates.download();
  expect(updates.view().state).toMatchObject({ phase: 'available', fault: 'disk' });
  await updates.settle();
  expect(readFileSync(image, 'utf8')).toBe('version 1.0.0');
  expect(existsSync(join(disk, '.Parley-x86_64.AppImage.update.part'))).toBe(false);

  // And with room again it arrives.
  rmSync(join(disk, 'another-file'));
  publisher.answer((response) => void response.end(program));
  await updates.download();
  await updates.settle();
  expect(readFileSync(image).equals(program)).toBe(true);
});
