package spheres.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressOnTerminalTest {
    @Test
    void noBarIsDrawnOnATerminalThatCannotGoBack() {
        assertThat(ProgressOnTerminal.draws("dumb")).isFalse();
        assertThat(ProgressOnTerminal.draws("xterm-256color")).isTrue();
        assertThat(ProgressOnTerminal.draws(null)).isTrue();
    }
}
