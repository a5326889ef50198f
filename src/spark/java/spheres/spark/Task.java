package spheres.spark;

import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import spheres.evidence.Evidence;
import spheres.evidence.EvidencePlan;
import spheres.evidence.EvidencePlans;
import spheres.evidence.EvidenceTraining;
import spheres.file.WholeFile;
import spheres.file.WholeFolder;
import spheres.training.Progress;

/**
 * One training as it goes out to a worker.
 *
 * @param id of the plan
 * @param lists the text of plans.yaml and what else the plans are read from, by path relative to the folder of evidence
 * @param work the folder of unfinished runs, on the worker
 * @param minutes between two checkpoints
 */
record Task(String id, Map<String, String> lists, String work, double minutes) implements Serializable {
    /** How far the training has come, beside its checkpoint: for the driver, where it sees the same folder. */
    static final String STEP = "step";

    private static final long SECONDS_BETWEEN_STEPS = 5;

    /** The texts that plans are read from. */
    static Map<String, String> lists(Path evidence) throws IOException {
        Map<String, String> lists = new HashMap<>();
        for (String name : new String[] {"plans.yaml", "../multiverse.yaml", "../schema.json"}) {
            Path file = evidence.resolve(name);
            if (Files.isRegularFile(file)) {
                lists.put(name, Files.readString(file));
            }
        }
        return lists;
    }

    /** Trains it in this program, so that it ends when the worker ends. */
    Trained run() throws IOException {
        Path folder = Files.createTempDirectory("spheres");
        try {
            return trained(Files.createDirectory(folder.resolve("evidence")));
        } finally {
            WholeFolder.remove(folder);
        }
    }

    private Trained trained(Path evidence) throws IOException {
        for (Map.Entry<String, String> list : lists.entrySet()) {
            Files.writeString(evidence.resolve(list.getKey()), list.getValue());
        }
        EvidencePlan plan = EvidencePlans.read(evidence).find(id).orElseThrow();
        Duration every = Duration.ofMillis(Math.max(1, (long) (60_000 * minutes)));
        Reporter reporter = new Reporter(Path.of(work).resolve(id).resolve(STEP));
        Optional<Evidence> made = new EvidenceTraining(evidence, Path.of(work), every).train(plan, reporter);
        if (made.isEmpty()) {
            throw new IOException("another program is training " + id + " in " + work + ": give a folder of your own, or wait");
        }
        return new Trained(
                InetAddress.getLocalHost().getHostName(), reporter.began.get(), evidence.resolve(id));
    }

    /** Writes the step beside the checkpoint now and then. */
    private static final class Reporter implements Progress {
        private final Path file;
        private final AtomicLong began = new AtomicLong();
        private long next = System.nanoTime();

        private Reporter(Path file) {
            this.file = file;
        }

        @Override
        public void start(long step, long steps) {
            began.set(step);
        }

        @Override
        public void at(long step, double loss) {
            if (System.nanoTime() - next < 0) {
                return;
            }
            next = System.nanoTime() + 1_000_000_000L * SECONDS_BETWEEN_STEPS;
            try {
                WholeFile.write(file, aside -> Files.writeString(aside, Long.toString(step)));
            } catch (IOException e) {
                // The checkpoint will fail too, and says why.
            }
        }
    }
}
