/**
 * Imported first by every entry point that the launcher hands over to. The channel between them ends with the launcher, however
 * hard that was killed; then this process is asked to stop in order, and five seconds later it is not asked.
 */
const stop = () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5000).unref();
};

if (process.channel) {
  process.once('disconnect', stop);
  process.channel.unref();
}
