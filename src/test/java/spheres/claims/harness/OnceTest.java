package spheres.claims.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OnceTest {
    private record Rate(String network, long samples) {}

    private record Distance(String network, long samples) {}

    private final Once once = new Once();

    @Test
    void theFirstThatAsksMeasuresAndTheOthersAreToldWhoItWas() throws IOException {
        Once.Measured first = once.of("one", new Rate("a", 10), () -> 0.5);
        Once.Measured second = once.of("two", new Rate("a", 10), () -> 0.7);

        assertThat(second).isSameAs(first);
        assertThat(second.value()).isEqualTo(0.5);
        assertThat(second.by()).isEqualTo("one");
    }

    @Test
    void whateverEntersTellsKeysApart() throws IOException {
        assertThat(once.of("one", new Rate("a", 10), () -> 1).value()).isEqualTo(1);
        assertThat(once.of("one", new Rate("a", 11), () -> 2).value()).isEqualTo(2);
        assertThat(once.of("one", new Rate("b", 10), () -> 3).value()).isEqualTo(3);
        assertThat(once.of("one", new Distance("a", 10), () -> 4).value()).isEqualTo(4);
    }

    @Test
    void aMeasurementMayNeedAnother() throws IOException {
        Object value = once.of(
                        "one",
                        new Distance("a", 1),
                        () -> once.of("one", new Rate("a", 1), () -> 2).value())
                .value();
        assertThat(value).isEqualTo(2);
    }

    @Test
    void whatFailedIsMeasuredAgain() throws IOException {
        assertThatThrownBy(() -> once.of("one", new Rate("a", 1), () -> {
                    throw new IOException("not there");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("not there");
        assertThat(once.of("two", new Rate("a", 1), () -> 5).by()).isEqualTo("two");
    }

    @Test
    void manyThatAskAtOnceGetOneMeasurement() throws Exception {
        AtomicInteger measured = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Object> asks = () ->
                    once.of("one", new Rate("a", 1), measured::incrementAndGet).value();
            for (Future<Object> answer :
                    threads.invokeAll(Stream.generate(() -> asks).limit(64).toList())) {
                assertThat(answer.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(measured).hasValue(1);
    }
}
