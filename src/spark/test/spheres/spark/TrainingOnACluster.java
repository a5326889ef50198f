package spheres.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spheres.evidence.Evidence;
import spheres.evidence.EvidencePlan;
import spheres.evidence.EvidencePlans;
import spheres.evidence.EvidenceTraining;
import spheres.training.Progress;

/** Trainings on a standalone cluster of this machine: a master and two workers of one core, as processes of their own. */
class TrainingOnACluster {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Pattern MASTER = Pattern.compile("spark://127\\.0\\.0\\.1:[1-9]\\d*");
    private static final long PATIENCE_SECONDS = 240;
    private static final int TRAININGS = 10;
    private static final int WORKERS = 2;
    private static final int STEPS = 6_000;
    private static final int LONG = 40_000;

    @TempDir
    Path folder = Path.of("replaced by JUnit");

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(TrainingOnACluster::kill);
    }

    @Test
    void aWorkerKilledInTheMiddleLosesNothingAndTheBitsAreThoseWithoutSpark() throws Exception {
        Path alone = plans("alone");
        Path cluster = plans("cluster");
        for (EvidencePlan plan : EvidencePlans.read(alone).all()) {
            new EvidenceTraining(alone, folder.resolve("work-alone"), Duration.ofMinutes(5)).train(plan, Progress.NONE);
        }
        Process master = spark("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0");
        String url = awaited("master", MASTER);
        Process first = worker("worker-1", url);
        worker("worker-2", url);
        awaited("worker-1", Pattern.compile("Successfully registered with master"));
        awaited("worker-2", Pattern.compile("Successfully registered with master"));
        Path work = folder.resolve("work");

        Process driver = driver(url, cluster, work);
        // The long ones go first, one to each worker.
        until(() -> isSaved(work, 1) && isSaved(work, 2), driver);
        kill(first);

        assertThat(driver.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(log("driver")).isTrue();
        assertThat(driver.exitValue()).as(log("driver")).isZero();
        assertThat(master.isAlive()).isTrue();
        assertThat(log("driver")).contains(TRAININGS + " trainings on " + url).contains("All are trained.").contains(", from step ");
        for (EvidencePlan plan : EvidencePlans.read(alone).all()) {
            assertThat(hashes(cluster, plan)).isEqualTo(hashes(alone, plan));
        }
        assertThat(cluster.toFile().list()).noneMatch(name -> name.endsWith(".writing"));

        Process again = driver(url, cluster, work);
        assertThat(again.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(log("driver")).contains("Every network has evidence already.");
    }

    private static Map<String, String> hashes(Path evidence, EvidencePlan plan) throws IOException {
        return new TreeMap<>(Evidence.open(evidence.resolve(plan.id())).manifest().sha256());
    }

    private Path plans(String name) throws IOException {
        Path evidence = Files.createDirectories(folder.resolve(name).resolve("evidence"));
        StringBuilder text = new StringBuilder();
        for (int seed = 1; seed <= TRAININGS; seed++) {
            int steps = seed <= WORKERS ? LONG : STEPS;
            text.append("- {id: small-" + seed + ", network: quadratic, dimension: 100, hidden: [200], steps: " + steps + ", seed: " + seed
                    + ", threads: 1, weights: true, snapshotEvery: " + steps + ", snapshot: {starts: 2}}\n");
        }
        Files.writeString(evidence.resolve("plans.yaml"), text);
        return evidence;
    }

    /** As the documentation says it, by the class that spark-submit calls. */
    private Process driver(String master, Path evidence, Path work) throws IOException {
        String jars;
        try (Stream<Path> files = Files.list(TARGET.resolve("lib"))) {
            jars = String.join(",", files.map(Path::toString).filter(name -> !name.contains("slf4j")).sorted().toList());
        }
        return spark(
                "driver",
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                master,
                "--conf",
                "spark.executor.memory=700m",
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--class",
                "spheres.spark.TrainOnSpark",
                "--jars",
                jars,
                TARGET.resolve("spheres.jar").toString(),
                "--evidence",
                evidence.toString(),
                "--work",
                work.toString(),
                "--checkpoint-minutes",
                "0.003");
    }

    private Process worker(String name, String master) throws IOException {
        return spark(
                name,
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                "127.0.0.1",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--webui-port",
                "0",
                "--work-dir",
                folder.resolve(name + "-work").toString(),
                master);
    }

    private Process spark(String name, String main, String... arguments) throws IOException {
        Path home = Files.createDirectories(folder.resolve("spark"));
        if (!Files.exists(home.resolve("jars"))) {
            Files.createSymbolicLink(home.resolve("jars"), TARGET.resolve("spark"));
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx600m",
                "-cp",
                TARGET.resolve("spark") + "/*",
                main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static void kill(Process process) {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private void until(BooleanSupplier condition, Process alive) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(alive.isAlive() && System.nanoTime() < end).as(log("driver")).isTrue();
            Thread.sleep(20);
        }
    }

    private String awaited(String name, Pattern pattern) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            Matcher matcher = pattern.matcher(log(name));
            if (matcher.find()) {
                return matcher.group();
            }
            assertThat(System.nanoTime()).as(log(name)).isLessThan(end);
            Thread.sleep(100);
        }
    }

    private String log(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }

    private static boolean isSaved(Path work, int seed) {
        return Files.isRegularFile(work.resolve("small-" + seed).resolve("run.zip"));
    }
}
