import { describe, expect, it } from 'vitest';
import { volumeDriverContract } from '../../src/contract/volume-driver.js';
import { Vocabulary, type Judgement } from '../../src/contract/vocabulary.js';

const vocabulary = new Vocabulary(volumeDriverContract.creation);

const NAMES: Record<Judgement, string> = {
  creates: `createTarget createExportTarget createHost createHosts addHost createInitiator createInitiatorGroup createIgroup createAcl
    createVlun createVLUN createVLun createView createLunMap createMapping addMapping registerHost registerInitiator createZone
    createHostGroup createAttachment createAccess createSubsystem
    mapLun mapVolume mapVdisk mapVolumeToHost map_lun map_volume_to_host attachVolume attachNamespace attachLun presentLun presentVolume
    exportVolume exposeLun exposeVolume publishVolume assignVolume assignLun associateHost unmaskLun maskLun zoneFabric
    grantAccess allowAccess allowHost authorizeInitiator linkVolume
    getOrCreateHost _get_or_create_host findOrCreateInitiatorGroup get_or_create_igroup findAndMapLun lookupOrMapVolume
    createTargetWithChap createHostIfMissing mapLunForConnector createVlunByName
    addLun addLunToHost addVolumeToHost add_volume_to_consistency_host addNamespace addFcZone _createHost #createHost mkvdiskhostmap
    createStorageGroup _create_storage_group addToStorageGroup addToLunGroup add_to_lun_group connect_host_to_storage_group
    mapLUN attach_volume attachVolumes mapLuns post_hosts create_server add_servers export_disk attach_disks`,
  weakly: `ensureHost _ensure_host ensureTarget prepareTarget prepare_target setupInitiator ensureMapped ensureExported makeExported
    ensureLunMapped provisionHost doMapLun`,
  harmless: `createConnectionInfo create_connection_info createConnectionProperties createTargetName createHostPayload createMappingRequest
    mapPortals buildHostList getHost findHost listInitiators getHostMapping findLunMap checkAccess isMapped hasMapping validateConnector
    describeTarget formatTarget waitForMapping
    unmapLun detachVolume deleteHost removeMapping terminateConnection unexportVolume revokeAccess disassociateHost destroyTarget
    createSession createChapSecret addChapCredentials setupChap createToken createCache createQosPolicy mountVolume createSnapshot
    createLock createHostClient createHostHandler createExportPath addListener mapAsync
    addToCache removeFromLunGroup disconnectHostFromStorageGroup getStorageGroup
    mapTargetIds createTargetConfig addHostMetric login logout authorize createHostRequest create_host_request`,
  silent: `createVolume createLun map attachment createSomething connect open start update rename resize extend enableLogging
    connectToArray addToGroup exportTo grantTo addToVolume
    publish attach write host target volume createClone createPool copyVolume createDisk
    execute_powerflex_post_request execute_vendor_put_request send_create_request post new rscCreate`,
};

describe('names', () => {
  const rows = Object.entries(NAMES).flatMap(([said, names]) =>
    names.split(/\s+/u).map((name) => [name, said] as const),
  );
  it.each(rows)('%s: %s', (name, said) => {
    expect(vocabulary.judgeName(name)).toBe(said);
  });

  it.each([
    ['publish', ['volume'], 'creates'],
    ['attach', ['lun', 'hostName'], 'creates'],
    ['expose', ['namespace'], 'creates'],
    ['publish', ['event'], 'silent'],
    ['exportTo', ['volume', 'initiator'], 'creates'],
    ['exportTo', ['file'], 'silent'],
    ['grant_to', ['volume'], 'creates'],
    ['map', ['portals', 'toAddress'], 'silent'],
    ['attach', [], 'silent'],
    ['update', ['volume'], 'silent'],
  ] as const)('the bare verb %s of %j: %s', (name, hints, said) => {
    expect(vocabulary.judgeName(name, hints)).toBe(said);
  });

  it.each([
    ['create', 'hosts', 'creates'],
    ['add', 'initiators', 'creates'],
    ['addMember', 'hostGroups', 'creates'],
    ['addMember', 'igroup', 'creates'],
    ['add_member', 'lun_group', 'creates'],
    ['create', 'hostGroups', 'creates'],
    ['addMember', 'teams', 'silent'],
    ['addEntry', 'hostCache', 'harmless'],
    ['mapEntries', 'hostGroups', 'harmless'],
    ['new', 'hosts', 'weakly'],
    ['create', 'host', 'silent'],
    ['create', 'sessions', 'silent'],
    ['get', 'hosts', 'harmless'],
    ['create', 'volumes', 'silent'],
  ] as const)('the bare verb %s of what is called %s: %s', (name, thing, said) => {
    expect(vocabulary.judgeName(name, [], thing)).toBe(said);
  });

  it.each([
    ['rscCreate', true],
    ['resource_create', true],
    ['create_resource', true],
    ['rsc_define', false],
    ['resource_get', false],
    ['create_host', false],
    ['create_session', false],
    ['resource', false],
  ])('%s makes something, whatever it is: %s', (name, said) => {
    expect(vocabulary.makes(name)).toBe(said);
  });

  it('judges a name the same way twice', () => {
    expect([
      vocabulary.judgeName('publish', ['event']),
      vocabulary.judgeName('publish', ['lun']),
    ]).toEqual(['silent', 'creates']);
  });
});

describe('transports', () => {
  it.each([
    ['exec', true],
    ['run', true],
    ['request', true],
    ['sendRequest', true],
    ['postJson', true],
    ['post', true],
    ['call', true],
    ['rpc', true],
    ['execute_command', true],
    ['runSsh', true],
    ['check_output', true],
    ['check_access', false],
    ['mapLun', false],
    ['createHost', false],
    ['findLun', false],
    ['', false],
  ])('%s is a transport: %s', (name, expected) => {
    expect(vocabulary.isTransport(name)).toBe(expected);
  });

  it.each<[string, string[], Judgement]>([
    ['run', ['map-lun'], 'creates'],
    ['run', ['map-lun', '-h', 'host1'], 'creates'],
    ['exec', ['mkvdiskhostmap'], 'creates'],
    ['exec', ['igroup', 'create'], 'creates'],
    ['exec', ['create', 'host'], 'creates'],
    ['exec', ['host create'], 'creates'],
    ['run', ['map-lun \0 --to \0'], 'creates'],
    ['post', ['Vendor/Volume/\0/MapToServer'], 'creates'],
    ['run', ['cat', '/sys/kernel/hosts/\0/allow_any_host'], 'harmless'],
    ['exec', ['lun map'], 'creates'],
    ['call', ['iscsi.target.create'], 'creates'],
    ['call', ['createVlun'], 'creates'],
    ['request', ['POST', '/hosts/\0/attachments'], 'creates'],
    ['request', ['/hosts', 'POST'], 'creates'],
    ['request', ['PUT', '/volumes/\0/export'], 'creates'],
    ['post', ['/hosts'], 'creates'],
    ['post', ['/mappings'], 'creates'],
    ['put', ['/igroups/\0/initiators'], 'creates'],
    ['run', ['show-lun'], 'harmless'],
    ['run', ['list-hosts'], 'harmless'],
    ['exec', ['lsvdiskhostmap'], 'silent'],
    ['request', ['GET', '/hosts/\0/attachments'], 'harmless'],
    ['get', ['/hosts/\0'], 'harmless'],
    ['request', ['DELETE', '/hosts/\0'], 'harmless'],
    ['request', ['POST', '/login'], 'silent'],
    ['post', ['/sessions'], 'silent'],
    ['post', ['/volumes'], 'silent'],
    ['post', ['/hosts/\0/chap'], 'silent'],
    ['run', ['unmap-lun'], 'silent'],
    ['run', ['create-volume'], 'silent'],
    ['run', ['iscsi-chap-set'], 'silent'],
    ['run', [], 'silent'],
    ['request', ['POST'], 'silent'],
    ['request', ['\0', '\0'], 'silent'],
    ['post', ['/volumes?export=all'], 'silent'],
  ])('%s %j: %s', (name, literals, said) => {
    expect(vocabulary.judgeTransport(name, literals)).toBe(said);
  });
});

describe('clients and logging', () => {
  it.each([
    ['arrayClient', true],
    ['ArrayApi', true],
    ['backend', true],
    ['volume', false],
  ])('%s is a client: %s', (name, expected) => {
    expect(vocabulary.isClient(name)).toBe(expected);
  });

  it.each([
    ['logger', true],
    ['LOG', true],
    ['console', true],
    ['auditLog', true],
    ['catalog', false],
    ['client', false],
  ])('%s is logging: %s', (name, expected) => {
    expect(vocabulary.isLogging(name)).toBe(expected);
  });
});

describe('another vocabulary', () => {
  const other = new Vocabulary({
    makeVerbs: ['open'],
    records: ['valve'],
    names: ['flood*'],
    exceptions: ['openValveGently'],
    readVerbs: ['peek'],
  });

  it.each<[string, Judgement]>([
    ['openValve', 'creates'],
    ['open_valve', 'creates'],
    ['floodChamber', 'creates'],
    ['openValveGently', 'harmless'],
    ['peekValve', 'harmless'],
    ['createHost', 'silent'],
  ])('%s: %s', (name, said) => {
    expect(other.judgeName(name)).toBe(said);
  });

  it('says nothing of anything when the contract has none', () => {
    const none = new Vocabulary();
    expect([
      none.judgeName('createHost'),
      none.judgeTransport('exec', ['map-lun']),
      none.isTransport('exec'),
    ]).toEqual(['silent', 'silent', false]);
  });
});
