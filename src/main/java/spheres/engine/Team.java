package spheres.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that run one task together, each under its own number; the calling thread is number 0. Between tasks the
 * others sleep. There is one team of each size in a JVM, and it runs one task at a time.
 */
final class Team {
    /** A task for all threads; they may meet at {@link #barrier}. */
    interface Task {
        void run(int thread);
    }

    private static final ConcurrentMap<Integer, Team> TEAMS = new ConcurrentHashMap<>();
    /** Turns of a waiting thread before it lets others have the core: longer hurts where another process wants it. */
    private static final int SPINS = 2_000;
    /** Turns of an idle thread, most of them yielding, before it sleeps. */
    private static final int IDLE_TURNS = SPINS + 100;

    /** More than any machine's cores; so many are refused before the first is started. */
    private static final int MOST = 1024;

    private static final Task NOTHING = thread -> {};

    private final int size;
    private final Thread[] workers;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private final AtomicInteger tasks = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile int round;
    private Task task = NOTHING;
    private boolean running;

    private Team(int size) {
        this.size = size;
        this.workers = new Thread[size - 1];
        for (int i = 0; i < workers.length; i++) {
            int number = i + 1;
            workers[i] = new Thread(() -> work(number), "spheres-engine-" + size + "-" + number);
            workers[i].setDaemon(true);
            workers[i].start();
        }
    }

    static Team of(int size) {
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException("number of threads = " + size + " is not in [1, " + MOST + "]");
        }
        return TEAMS.computeIfAbsent(size, Team::new);
    }

    int size() {
        return size;
    }

    /** Runs the task on all threads and returns when all have finished; what one of them throws is thrown here. */
    synchronized void run(Task newTask) {
        if (running) {
            throw new IllegalStateException("a task of this team runs a task of the same team");
        }
        running = true;
        failure.set(null);
        arrived.set(0);
        finished.set(0);
        task = newTask;
        tasks.incrementAndGet();
        for (Thread worker : workers) {
            LockSupport.unpark(worker);
        }
        runGuarded(newTask, 0);
        for (int turns = 0; finished.get() < workers.length; turns++) {
            pause(turns);
        }
        task = NOTHING;
        running = false;
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        } else if (thrown instanceof Error error) {
            throw error;
        }
    }

    /** Where all threads of the running task wait for each other. */
    void barrier() {
        if (size == 1) {
            return;
        }
        int current = round;
        if (arrived.incrementAndGet() == size) {
            arrived.set(0);
            round = current + 1;
            return;
        }
        for (int turns = 0; round == current; turns++) {
            if (failure.get() != null) {
                throw new Abandoned();
            }
            pause(turns);
        }
    }

    private void work(int number) {
        int done = 0;
        while (true) {
            for (int turns = 0; tasks.get() == done; turns++) {
                if (turns < IDLE_TURNS) {
                    pause(turns);
                } else {
                    LockSupport.park(this);
                }
            }
            done++;
            runGuarded(task, number);
            finished.incrementAndGet();
        }
    }

    private void runGuarded(Task current, int number) {
        try {
            current.run(number);
        } catch (Abandoned e) {
            // The failure of the other thread is the one to report.
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the scheduler but the time lost
    private static void pause(int turns) {
        if (turns < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    /** Another thread of the task failed: this one leaves at its barrier. */
    private static final class Abandoned extends RuntimeException {
        Abandoned() {
            super("another thread of the task failed", null, false, false);
        }
    }
}
