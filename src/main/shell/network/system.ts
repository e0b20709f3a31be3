import { dialog, session } from 'electron';
import type { OpenDialogOptions } from 'electron';
import { windowInSight } from '../dialogs.ts';
import type { NetworkSystem } from './network.ts';

export const networkSystem: NetworkSystem = {
  resolveProxy: (url) => session.defaultSession.resolveProxy(url),
  environmentCaFile: process.env['NODE_EXTRA_CA_CERTS'],
  chooseCertificates: async () => {
    const parent = windowInSight();
    const options: OpenDialogOptions = {
      properties: ['openFile'],
      filters: [
        { name: 'PEM', extensions: ['pem', 'crt', 'cer'] },
        { name: '*', extensions: ['*'] },
      ],
    };
    const { filePaths } = await (parent === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(parent, options));
    return filePaths[0] ?? null;
  },
};
