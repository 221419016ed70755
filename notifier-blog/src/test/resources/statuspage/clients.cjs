// node clients.cjs FOLDER ADDRESS: what two clients of Statuspage, installed in FOLDER, make of the site at ADDRESS.
const [folder, address] = process.argv.slice(2);
const load = require('module').createRequire(folder + '/');

const {Statuspage, IncidentStatus, MaintenanceStatus, IncidentImpact} = load('statuspage.io');
const raw = new Statuspage('page');
raw.setApiUrl(address);
const dated = new (load('statuspage.js').Statuspage)('page');
dated.axios.defaults.baseURL = address + '/api/v2';

const all = async (calls) => {
  const answers = {};
  for (const [document, call] of Object.entries(calls)) answers[document] = await call();
  return answers;
};

(async () => {
  const found = {
    // Its getAll() and getActive() for maintenances ask for the upcoming ones.
    raw: await all({
      'summary.json': () => raw.api.getSummary(),
      'status.json': () => raw.api.getStatus(),
      'components.json': () => raw.api.getComponents(),
      'incidents.json': () => raw.api.incidents.getAll(),
      'incidents/unresolved.json': () => raw.api.incidents.getUnresolved(),
      'scheduled-maintenances/upcoming.json': () => raw.api.scheduledMaintenances.getUpcoming(),
    }),
    // Makes dates of all strings that look like one.
    dated: await all({
      'summary.json': () => dated.summary(),
      'status.json': () => dated.status(),
      'components.json': () => dated.components(),
      'incidents.json': () => dated.allIncidents(),
      'incidents/unresolved.json': () => dated.unresolvedIncidents(),
      'scheduled-maintenances.json': () => dated.allScheduledMaintenances(),
      'scheduled-maintenances/active.json': () => dated.activeScheduledMaintenances(),
      'scheduled-maintenances/upcoming.json': () => dated.upcomingScheduledMaintenances(),
    }),
    words: {
      incident: Object.values(IncidentStatus),
      maintenance: Object.values(MaintenanceStatus),
      impact: Object.values(IncidentImpact),
    },
  };
  process.stdout.write(JSON.stringify(found, function (key, value) {
    return this[key] instanceof Date ? 'epoch ' + this[key].getTime() : value;
  }));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
