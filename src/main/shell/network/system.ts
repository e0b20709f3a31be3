import { dialog, session } from 'electron';
import type { NetworkSystem } from './network.ts';

export const networkSystem: NetworkSystem = {
  resolveProxy: (url) => session.defaultSession.resolveProxy(url),
  environmentCaFile: process.env['NODE_EXTRA_CA_CERTS'],
  chooseCertificates: async () => {
    const { filePaths } = await dialog.showOpenDialog({
      properties: ['openFile'],
      filters: [
        { name: 'PEM', extensions: ['pem', 'crt', 'cer'] },
        { name: '*', extensions: ['*'] },
      ],
    });
    return filePaths[0] ?? null;
  },
};
