import type { MoveSpec } from './types.js';

/** What the volume-driver contract says of moving creations; the reasons stand in docs/vocabulary.md. */
export const volumeDriverMoves: MoveSpec = {
  pairs: [
    {
      creates: 'createExport',
      initializes: 'initializeConnection',
      terminates: 'terminateConnection',
      removes: 'removeExport',
    },
    {
      creates: 'createExportSnapshot',
      initializes: 'initializeConnectionSnapshot',
      terminates: 'terminateConnectionSnapshot',
      removes: 'removeExportSnapshot',
    },
  ],
  reads: ['login*Exists', '*Exists', '*IsMapped', 'lun*For*'],
  fresh: [
    'random*',
    'uuid*',
    '*Uuid',
    '*generate*',
    'gen*Password',
    'gen*Secret',
    '*nextFree*',
    '*nextAvailable*',
    '*freeLun*',
    '*availableLun*',
    '*availableId*',
    'now',
    'utcnow',
    'time',
    'pop',
    'popitem',
    'shift',
    'next',
  ],
  secrets: [
    'chap',
    'secret',
    'secrets',
    'password',
    'passwd',
    'passphrase',
    'credential',
    'credentials',
  ],
  keeps: ['*addFcZone*', '*addConnectionZone*', 'zoneVolume', '*zoneFabric*'],
  removal: ['*rollback*', '*revert*', '*undo*', '*terminateConnection*', '*removeExport*'],
  locks: ['*lock*', '*synchronized*', '*mutex*', '*semaphore*', 'runExclusive', '*coordination*'],
};
