// The changes of Cinder's history that are replayed. A contract is written from the commit alone;
// more than one: they are applied in turn.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Case
 * @property {string} commit the humans' change; its parent is what is migrated
 * @property {string} title
 * @property {string[]} contracts names of `cases/<name>.contract.json`
 * @property {string[]} methods as they are called in the tree
 * @property {{ file: string, class: string, method: string, index: number, name: string, default?:
 * string, value: string }[]} rope
 *   what rope's change_signature is asked for; index counts `self`
 */

/** @type {Record<string, Case>} */
export const CASES = {
  'create-export': {
    commit: 'ecab4005f08781581d3d9239e7145fca2a259b35',
    title: 'create_export gains connector (2015)',
    contracts: ['create-export'],
    methods: ['create_export'],
    rope: [
      {
        file: 'cinder/volume/driver.py',
        class: 'BaseVD',
        method: 'create_export',
        index: 3,
        name: 'connector',
        value: 'connector',
      },
    ],
  },
  'failover-host': {
    commit: '32e67f31198ab801817a3b5bbb6461e18fc23e42',
    title: 'failover_host and failover gain groups=None (2017)',
    contracts: ['failover-host'],
    methods: ['failover_host', 'failover'],
    rope: [
      {
        file: 'cinder/volume/driver.py',
        class: 'BaseVD',
        method: 'failover_host',
        index: 4,
        name: 'groups',
        default: 'None',
        value: 'groups',
      },
    ],
  },
  'terminate-connection': {
    commit: '956731973ee872d38eebacfb519ed62d6767a319',
    title: 'terminate_connection gains force=False (2012, Python 2)',
    contracts: ['terminate-connection'],
    methods: ['terminate_connection'],
    rope: [],
  },
  'clone-image': {
    commit: 'e066158b5235a3879fe90fa3bd813fc3363c01f5',
    title: 'clone_image gains image_meta (2013, Python 2)',
    contracts: ['clone-image'],
    methods: ['clone_image'],
    rope: [],
  },
  'accept-transfer': {
    commit: '8fa1fa806b36bd9a06c13b0d1255e87c6307b179',
    title: 'accept_transfer gains new_user and new_project (2013, Python 2)',
    contracts: ['accept-transfer.new-user', 'accept-transfer.new-project'],
    methods: ['accept_transfer'],
    rope: [],
  },
  'backup-metadata': {
    commit: '432a47cbc03414ca7ee6565c9dbcc91d7bf675fb',
    title: 'backup of backup drivers gains backup_metadata=False (2013, Python 2)',
    contracts: ['backup-metadata'],
    methods: ['backup'],
    rope: [],
  },
  'detach-volume': {
    commit: '10d54216871fde27172fbcb1a3c9bfec59b824c2',
    title: 'detach_volume gains attachment=None (2014)',
    contracts: ['detach-volume'],
    methods: ['detach_volume'],
    rope: [],
  },
  'update-migrated-volume': {
    commit: '474f70e9edaccc87ecefafd5618d542497055212',
    title: 'update_migrated_volume gains original_volume_status (2015)',
    contracts: ['update-migrated-volume'],
    methods: ['update_migrated_volume'],
    rope: [],
  },
  'consistency-groups': {
    commit: 'f18cb6374e68e4d904125e9d99b809354fbdf9ee',
    title:
      'create_cgsnapshot, delete_cgsnapshot gain snapshots, delete_consistencygroup volumes (2015)',
    contracts: [
      'consistency-groups.create-cgsnapshot',
      'consistency-groups.delete-cgsnapshot',
      'consistency-groups.delete-consistencygroup',
    ],
    methods: ['create_cgsnapshot', 'delete_cgsnapshot', 'delete_consistencygroup'],
    rope: [],
  },
  'zone-names': {
    commit: 'c346612cc7c9ff0b6e4534534b1818b5db2cfbc4',
    title:
      'add_connection, delete_connection of zone drivers gain host_name=None, storage_system=None (2015)',
    contracts: ['zone-names.host-name', 'zone-names.storage-system'],
    methods: ['add_connection', 'delete_connection'],
    rope: [],
  },
  'copy-image-to-volume': {
    commit: '1a8ea0eac4f449c09c4da70302be1bacc29a9b79',
    title: 'copy_image_to_volume, copy_image_to_encrypted_volume gain disable_sparse=False (2023)',
    contracts: ['copy-image-to-volume'],
    methods: ['copy_image_to_volume', 'copy_image_to_encrypted_volume'],
    rope: [],
  },
};

/**
 * @typedef {object} Judged a place that was read, by the line it has before the change
 * @property {Site['kind']} kind
 * @property {string} file
 * @property {number} line
 * @property {string} [in] class and function
 * @property {string} [role]
 * @property {string | string[] | null} want the list it must have, or several that are as good;
 * null: as it was
 * @property {boolean} [open] nothing in the tree can be passed there: it must be listed as open
 * @property {string} [why]
 * @typedef {import('./sites.mjs').Site} Site
 */

const folder = fileURLToPath(new URL('cases/', import.meta.url));

export const contractFile = (name) => `${folder}${name}.contract.json`;

/**
 * @returns {{ complete: boolean, sites: Judged[] }} complete: whatever is not in it is not there;
 * otherwise the humans' commit counts
 */
export function judgementOf(name) {
  const file = `${folder}${name}.judgement.json`;
  if (!fs.existsSync(file)) return { complete: false, sites: [] };
  return { complete: false, ...JSON.parse(fs.readFileSync(file, 'utf8')) };
}
