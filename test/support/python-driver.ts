/** The base of all drivers in Python, before the migration: `driver.py` of small trees. */
export const PYTHON_DRIVER = `class VolumeDriver(object):
    def create_export(self, context, volume):
        raise NotImplementedError()

    def initialize_connection(self, volume, connector):
        raise NotImplementedError()
`;
