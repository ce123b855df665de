import type { Contract } from './types.js';

/**
 * The default: the volume-driver contract of OpenStack Cinder's spec "Add connector object to create_export call".
 * Why each word of the vocabulary is here stands in docs/vocabulary.md.
 */
export const volumeDriverContract: Contract = {
  name: 'volume-driver',
  drivers: {
    types: ['VolumeDriver', 'BaseVD', 'BaseVolumeDriver', 'IVolumeDriver'],
    factories: ['defineDriver', 'defineVolumeDriver', 'createDriver'],
  },
  targets: {
    types: ['Target', 'TargetDriver', 'IscsiTarget', 'ISCSITarget', 'ExportTarget', 'VolumeTarget'],
    parameters: ['volumePath', 'volume_path'],
  },
  methods: {
    createExport: {
      createsExports: true,
      parameters: [
        { name: 'context', aliases: ['ctx', 'ctxt', 'requestContext', 'reqCtx'], types: ['RequestContext', 'Context'] },
        { name: 'volume', aliases: ['vol', 'volumeRef'], types: ['Volume'] },
      ],
      added: {
        name: 'connector',
        type: 'Connector',
        types: ['Connector'],
        aliases: ['properties', 'connectorProperties', 'connectorProps'],
        position: { after: 'volume' },
        keys: ['initiator', 'initiators', 'host', 'hostname', 'ip', 'wwpns', 'wwnns', 'nqn', 'multipath', 'platform', 'osType', 'os_type', 'iqn'],
      },
    },
    initializeConnection: {
      mayNotCreateExports: true,
      parameters: [
        { name: 'volume', aliases: ['vol', 'volumeRef'], types: ['Volume'] },
        { name: 'connector', aliases: ['properties', 'connectorProperties', 'connectorProps'], types: ['Connector'] },
      ],
    },
  },
  values: {
    from: [{ method: 'initializeConnection', parameter: 'connector' }],
    names: ['connector'],
  },
  tests: {
    files: ['**/test/**', '**/tests/**', '**/__tests__/**', '**/*.test.*', '**/*.spec.*', '**/test_*.py'],
    placeholder: { typescript: '{} as Connector', javascript: '{}', python: '{}' },
  },
  wrappers: ['Partial', 'Required', 'Readonly', 'Mutable', 'DeepPartial', 'Mocked', 'MockedObject', 'MockedObjectDeep', 'DeepMocked', 'DeepMockProxy', 'MockProxy', 'SinonStubbedInstance', 'StubbedInstance', 'Omit', 'Pick', 'NonNullable', 'Awaited', 'Promise', 'Proxied', 'Wrapped'],
  creation: {
    makeVerbs: ['create', 'add', 'make', 'mk', 'register', 'ensure', 'new', 'define', 'provision', 'setup', 'prepare', 'insert', 'upsert', 'allocate', 'establish', 'enroll', 'do', 'post'],
    weakVerbs: ['ensure', 'prepare', 'setup', 'do', 'define', 'provision', 'allocate', 'establish', 'new'],
    reachVerbs: ['map', 'attach', 'present', 'export', 'expose', 'publish', 'assign', 'associate', 'mask', 'unmask', 'zone', 'grant', 'allow', 'authorize', 'permit', 'bind', 'link', 'advertise'],
    records: ['target', 'export', 'mapping', 'map', 'lunmap', 'vlun', 'host', 'hosts', 'hostgroup', 'initiator', 'igroup', 'ig', 'acl', 'acls', 'view', 'mask', 'masking', 'zone', 'zoning', 'attachment', 'subsystem', 'tpg', 'fabric', 'access', 'wwn', 'wwpn', 'hba', 'nqn', 'iqn', 'vag', 'presentation', 'assignment', 'association', 'hostmap', 'exports', 'mappings', 'targets', 'attachments', 'initiators', 'zones', 'server', 'servers'],
    volumes: ['lun', 'volume', 'vol', 'namespace', 'ns', 'vdisk', 'vdev', 'lu', 'ldev', 'disk', 'disks'],
    names: ['*addLun', '*addLuns', '*addLunTo*', '*addVolumeTo*', '*addVolumesTo*', '*addNamespaceTo*', '*addNamespace', 'add*Port', 'addFcZone*', '*addConnection'],
    exceptions: ['createConnection*', 'makeConnection*', 'newConnection*', 'ensureConnection*', 'prepareConnection*', 'setupConnection*', 'registerConnection*', 'establishConnection*', 'doInitializeConnection', 'mapAsync', 'bindAll', 'authorize'],
    harmlessWords: ['chap', 'session', 'sessions', 'login', 'logout', 'token', 'auth', 'credential', 'credentials', 'secret', 'password', 'cache', 'cached', 'qos', 'mount', 'umount', 'mounted', 'metadata', 'stats', 'log', 'metric', 'metrics', 'snapshot', 'backup', 'lock', 'filter', 'discovery', 'event', 'listener', 'callback', 'error', 'message', 'schema', 'test', 'fake', 'mock'],
    harmlessEndings: ['info', 'information', 'properties', 'property', 'props', 'config', 'configuration', 'name', 'names', 'id', 'ids', 'uuid', 'string', 'path', 'paths', 'url', 'uri', 'payload', 'body', 'request', 'response', 'dict', 'spec', 'specs', 'params', 'param', 'parameters', 'options', 'opts', 'key', 'keys', 'list', 'table', 'result', 'results', 'data', 'model', 'object', 'entry', 'entries', 'args', 'argument', 'arguments', 'details', 'detail', 'description', 'label', 'address', 'addresses', 'count', 'number', 'size', 'state', 'status', 'type', 'client', 'handler', 'builder', 'factory', 'portal', 'portals', 'iterator', 'index', 'record', 'document', 'text', 'template', 'filter', 'header', 'headers', 'query', 'xml', 'json', 'command', 'cmd'],
    readVerbs: ['get', 'list', 'find', 'lookup', 'search', 'query', 'discover', 'fetch', 'show', 'read', 'describe', 'is', 'has', 'can', 'should', 'needs', 'need', 'check', 'validate', 'verify', 'assert', 'wait', 'parse', 'format', 'build', 'compute', 'render', 'to', 'from', 'on', 'handle', 'select', 'pick', 'resolve', 'convert', 'normalize', 'count', 'compare', 'match', 'sort', 'choose', 'retrieve', 'load', 'view', 'display', 'info', 'status', 'ls', 'inspect', 'probe', 'scan', 'enumerate', 'browse', 'iterate', 'peek', 'refresh', 'expect', 'encode', 'decode', 'extract'],
    undoVerbs: ['delete', 'remove', 'unmap', 'detach', 'unexport', 'unpublish', 'terminate', 'revoke', 'deny', 'destroy', 'drop', 'disassociate', 'unassign', 'unregister', 'deregister', 'unpresent', 'unexpose', 'unbind', 'unlink', 'unzone', 'rm', 'rmhost', 'rmvdiskhostmap', 'clear', 'cleanup', 'clean', 'purge', 'rollback', 'undo', 'free', 'release', 'disconnect', 'withdraw', 'dissociate'],
    transports: ['exec', 'execute', 'request', 'req', 'post', 'put', 'patch', 'get', 'call', 'rpc', 'run', 'send', 'invoke', 'command', 'commands', 'cmd', 'cli', 'ssh', 'fetch', 'api', 'do', 'perform', 'submit', 'issue', 'dispatch', 'json', 'raw', 'http', 'rest', 'async', 'root', 'helper', 'process', 'spawn', 'sync', 'file', 'shell', 'sh', 'operation', 'op', 'action', 'xml', 'soap', 'graphql', 'mutate', 'retry', 'with', 'array', 'query', 'method'],
    clients: ['client', 'api', 'array', 'backend', 'rest', 'transport', 'rpc', 'cli', 'sdk', 'proxy', 'simulator', 'appliance', 'storage', 'controller', 'service'],
    logging: ['log', 'logger', 'logging', 'console', 'debug', 'trace', 'audit', 'telemetry', 'warn', 'info'],
    annotations: { creates: ['createsExport'], reads: ['readsExport'] },
  },
}; // prettier-ignore
