package spheres.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spheres.attack.MeanDistance;
import spheres.snapshot.ReluSnapshot;
import spheres.stats.ErrorRate;
import spheres.stats.RareEventRate;

/** The file of a run's snapshots, and what older versions wrote. */
class TrajectoryTest {
    private static final MeanDistance DISTANCE = new MeanDistance(0.2, 0.01, 100, 100);

    @TempDir
    private Path folder;

    @Test
    void statesTheCoefficientOfVariationOfTheRunsAndReadsItsOwnFile() throws IOException {
        Path file = folder.resolve("trajectory.json");
        ReluSnapshot snapshot = new ReluSnapshot(
                10, new ErrorRate(0, 1000, new RareEventRate(-9, 0.1, true, 16, 5000)), null, DISTANCE, DISTANCE, null);

        Trajectory.read(file).add(snapshot);

        assertThat(file).content().contains("\"relativeError\" : 0.1,", "\"coefficientOfVariation\" : 0.4");
        assertThat(Trajectory.read(file).snapshots()).isEqualTo(List.of(snapshot));
    }

    /** As claims/evidence/relu-d2-n100-1801/trajectory.json has it: no coefficient of variation, and runs that all ended at 0. */
    @Test
    void readsWhatOlderVersionsWrote() throws IOException {
        Path file = folder.resolve("trajectory.json");
        Files.writeString(file, """
                [ {
                  "network" : "relu",
                  "step" : 1000,
                  "inner" : {"errors" : 0, "samples" : 100000, "rare" : {
                    "log10" : "-Infinity", "relativeError" : "NaN", "found" : false, "runs" : 20, "evaluations" : 391320}},
                  "outer" : {"errors" : 0, "samples" : 100000, "rare" : {
                    "log10" : -9.5, "relativeError" : 0.1, "found" : true, "runs" : 16, "evaluations" : 391320}},
                  "paperAttack" : {"mean" : 0.2, "standardError" : 0.01, "found" : 100, "starts" : 100},
                  "refinedAttack" : {"mean" : 0.2, "standardError" : 0.01, "found" : 100, "starts" : 100}
                } ]
                """);

        ReluSnapshot snapshot = (ReluSnapshot) Trajectory.read(file).snapshots().get(0);

        assertThat(snapshot.inner().interval(0.95).high()).isBetween(1e-5, 1e-4);
        RareEventRate outer = snapshot.outer().orElseThrow().rare().orElseThrow();
        assertThat(outer.coefficientOfVariation()).isCloseTo(0.4, within(1e-12));
    }
}
