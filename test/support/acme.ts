export const HEAD = `import { VolumeDriver } from './driver.js';
import { ArrayClient } from './client.js';
import { backend, run, request, log } from 'vendor-sdk';
import type { Connector, RequestContext, Volume } from './types.js';
`;

/** A driver whose `initializeConnection` has this body; more members may follow it. */
export const driver = (
  body: string,
  members = '',
  after = '',
) => `${HEAD}export class Acme extends VolumeDriver {
  private readonly client = new ArrayClient();
  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.client.findLun(volume.id); }
  async initializeConnection(volume: Volume, connector: Connector) { ${body} }
  ${members}
}
${after}`;
