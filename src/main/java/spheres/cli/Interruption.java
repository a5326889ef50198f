package spheres.cli;

import java.util.concurrent.CountDownLatch;

/** Ctrl-C, or any other friendly end of the program: it waits until the work that hears of it has put itself in order. */
final class Interruption implements AutoCloseable {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::waitForTheEnd, "spheres-interruption");
    private volatile boolean asked;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the program is to end. */
    boolean asked() {
        return asked;
    }

    private void waitForTheEnd() {
        asked = true;
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work has ended. */
    @Override
    public void close() {
        if (!asked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The program is ending.
            }
        }
        ended.countDown();
    }
}
