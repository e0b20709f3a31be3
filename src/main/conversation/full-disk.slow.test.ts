import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createConversationFiles } from '../storage/conversation/documents.ts';
import { fillDisk, mountSmall } from '../storage/testing/disk.ts';
import { ask, finish, model, openLibrary, startAnswer, stream, turn } from './testing/library.ts';

const disk = mountSmall();

test.skipIf(disk === null)(
  'a full disk loses no turn: it is said, earlier ones stay readable, and all are saved once there is room',
  async () => {
    if (disk === null) return;
    onTestFinished(() => void execFileSync('umount', [disk]));
    const filler = join(disk, 'filler');
    const { conversations } = openLibrary(disk);
    const id = conversations.create({ model });
    turn(conversations, id);
    await conversations.flush();

    for (const freeBlocks of [0, 1, 2, 5, 20]) {
      fillDisk(filler, freeBlocks);
      const saved = conversations.get(id);
      const answer = startAnswer(conversations, id, ask(conversations, id, saved.leafId));
      for (let batch = 0; batch < 30; batch += 1) {
        stream(conversations, id, answer, `${batch} `.repeat(2000));
      }
      finish(conversations, id, answer);
      await expect(conversations.flush(), `${freeBlocks} free blocks`).rejects.toThrow(
        /the disk is full/,
      );
      expect(conversations.storageFailure()).toMatchObject({ code: 'storage-failed' });

      const onDisk = createConversationFiles({ directory: disk, clock: Date.now }).load(id);
      if (onDisk.state !== 'loaded') throw new Error(`the file is ${onDisk.state}`);
      expect(onDisk.damaged).toBeNull();
      expect(onDisk.stored.conversation.messages).toEqual(saved.messages);

      rmSync(filler);
      await conversations.flush();
      expect(conversations.storageFailure()).toBeNull();
      const later = openLibrary(disk).conversations;
      expect(later.get(id)).toEqual(conversations.get(id));
      expect(later.damagedFiles()).toEqual([]);
    }
  },
);
