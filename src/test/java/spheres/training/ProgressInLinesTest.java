package spheres.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressInLinesTest {
    private final List<String> lines = new ArrayList<>();
    private long seconds;

    private ProgressInLines progress(String task, String unit) {
        return new ProgressInLines(task, unit, lines::add, () -> seconds * 1_000_000_000);
    }

    @Test
    void aLineAMinuteSaysHowFarHowWellHowFastAndHowLongStill() {
        ProgressInLines progress = progress("relu-online-1801", "steps");
        progress.start(250_000, 1_000_000);
        seconds = 59;
        progress.at(255_000, 0.001);
        seconds = 60;
        progress.at(256_000, 8.594825e-4);
        seconds = 119;
        progress.at(262_000, 7e-4);
        seconds = 121;
        progress.at(986_000, 6.5e-4);

        assertThat(lines)
                .containsExactly(
                        "relu-online-1801: 256,000 of 1,000,000 steps, loss 0.000859, 100 a second, 2 h 4 min left",
                        "relu-online-1801: 986,000 of 1,000,000 steps, loss 0.000650, 11,967 a second, 0 min left");
    }

    @Test
    void withoutALossOrAnEndItSaysWhatIsKnown() {
        ProgressInLines progress = progress("estimate", "points judged");
        progress.start(0, -1);
        seconds = 100;
        progress.at(150);
        seconds = 200;
        progress.at(150);

        assertThat(lines)
                .containsExactly(
                        "estimate: 150 points judged, 1.5 a second", "estimate: 150 points judged, 0.0 a second");
    }

    @Test
    void whatTakesLessThanAMinuteSaysNothing() {
        ProgressInLines progress = progress("attack", "points judged");
        progress.start(0, 100);
        seconds = 59;
        progress.at(100);
        progress.close();

        assertThat(lines).isEmpty();
    }
}
