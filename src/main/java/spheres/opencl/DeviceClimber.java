package spheres.opencl;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.opencl._cl_mem;
import spheres.classifier.Ascent;
import spheres.classifier.Ascent.Ending;
import spheres.classifier.Climber;

/**
 * Ascents on a device, a chunk of rows at a time. Steps go there in blocks; after each the host reads the rows' state, 56 bytes
 * a row, and the points of the paths that have ended, whose rows take up the next ones, so that chunks stay full.
 */
final class DeviceClimber implements Climber {
    /** Steps of a block: few are wasted on rows that ended in it, and the host waits seldom. */
    static final int BLOCK = 32;

    /** In the order of the kernel's numbers, from 1; 0 is that of a path that has not ended. */
    private static final List<Ending> ENDINGS =
            List.of(Ending.STOPPED, Ending.STEPS_SPENT, Ending.NO_GRADIENT, Ending.NOT_A_NUMBER);

    private static final String SOURCE = "ascend.cl";
    private static final int LANES = 64;

    /** Values of a row's state, and where they stand. */
    private static final int STATE = 7;

    private static final int ENDING = 0;
    private static final int TAKEN = 1;
    private static final int REACHED = 2;
    private static final int HIGHEST = 3;
    private static final int STEP = 4;
    private static final int PROGRESS = 5;

    private final Device device;
    private final OpenCl openCl;
    private final ClassifierKernels kernels;
    private final int d;
    private final Kernel ascend;
    private final _cl_mem best;
    private final _cl_mem sums;
    private final _cl_mem stateThere;

    private final double[] state = new double[STATE * DeviceClassifier.LONGEST_CHUNK];
    private final int[] pathOf = new int[DeviceClassifier.LONGEST_CHUNK];
    private final float[] point;

    DeviceClimber(Device device, OpenCl openCl, ClassifierKernels kernels, int dimension) {
        this.device = device;
        this.openCl = openCl;
        this.kernels = kernels;
        d = dimension;
        point = new float[d];
        ascend = openCl.kernel(openCl.build(options(), SOURCE), "ascend", "ascend", LANES, 1);
        best = ClassifierKernels.chunk(openCl, d);
        sums = ClassifierKernels.chunk(openCl, d);
        stateThere = openCl.buffer((long) Double.BYTES * state.length);
    }

    /** The bytes of each piece of memory that climbing takes. */
    static LongStream memory(int dimension) {
        long points = ClassifierKernels.bytesOfChunk(dimension);
        return LongStream.of(points, points, (long) Double.BYTES * STATE * DeviceClassifier.LONGEST_CHUNK);
    }

    private static String options() {
        StringBuilder options = new StringBuilder(" -DSTATE=" + STATE + " -DLANES=" + LANES);
        options.append(" -DPATIENCE=").append(Ascent.PATIENCE);
        options.append(" -DNOISE=").append(Double.toHexString(Ascent.NOISE));
        options.append(" -DROUNDING=").append(Double.toHexString(Ascent.ROUNDING));
        options.append(" -DNEGLIGIBLE_STEP=").append(Double.toHexString(Ascent.NEGLIGIBLE_STEP));
        options.append(" -DRELATIVE_PROGRESS=").append(Double.toHexString(Ascent.RELATIVE_PROGRESS));
        options.append(" -DLEAST_SLOPE=").append(Double.toHexString(Ascent.LEAST_SLOPE));
        for (Ending ending : ENDINGS) {
            options.append(" -D").append(ending).append('=').append(1 + ENDINGS.indexOf(ending));
        }
        return options.toString();
    }

    @Override
    public void climb(Ascent ascent, int count, Start start, End end, LongConsumer judged) {
        try {
            climbAll(ascent, count, start, end, judged);
        } catch (OpenClError e) {
            throw DeviceException.lostInInference(device, e);
        }
    }

    private void climbAll(Ascent ascent, int count, Start start, End end, LongConsumer judged) {
        ascend.arguments(0, d, ascent.sphere().errorSign(), ascent.inner(), ascent.outer(), ascent.steps())
                .arguments(5, ascent.momentum(), ascent.ofLoss() ? 1 : 0, ascent.untilError() ? 1 : 0)
                .arguments(8, ascent.untilConverged() ? 1 : 0, kernels.logits, kernels.gradients, kernels.points)
                .arguments(12, sums, best, stateThere);
        int next = 0;
        int rows = 0;
        long inEndedPaths = 0;
        long told = 0;
        while (true) {
            while (rows < DeviceClassifier.LONGEST_CHUNK && next < count) {
                begin(rows++, next++, ascent, start);
            }
            if (rows == 0) {
                return;
            }
            openCl.write(stateThere, Arrays.copyOf(state, rows * STATE));
            takeSteps(rows, ascent.steps());
            System.arraycopy(openCl.readWide(stateThere, rows * STATE), 0, state, 0, rows * STATE);
            for (int row = rows - 1; row >= 0; row--) {
                if (at(row, ENDING) != 0) {
                    inEndedPaths += 1 + (long) at(row, TAKEN);
                    end(row, end);
                    move(--rows, row);
                }
            }
            long all = inEndedPaths;
            for (int row = 0; row < rows; row++) {
                all += (long) at(row, TAKEN);
            }
            judged.accept(all - told);
            told = all;
        }
    }

    private double at(int row, int value) {
        return state[row * STATE + value];
    }

    private void begin(int row, int path, Ascent ascent, Start start) {
        start.place(path, point, 0);
        openCl.write(kernels.points, (long) row * d, point);
        Arrays.fill(state, row * STATE, (row + 1) * STATE, 0);
        state[row * STATE + HIGHEST] = Double.NEGATIVE_INFINITY;
        state[row * STATE + STEP] = ascent.step();
        state[row * STATE + PROGRESS] = Double.NEGATIVE_INFINITY;
        pathOf[row] = path;
    }

    /** A block of steps, no more than the youngest path has left. */
    private void takeSteps(int rows, int steps) {
        int left = 0;
        for (int row = 0; row < rows; row++) {
            left = Math.max(left, steps - (int) at(row, TAKEN));
        }
        int tiles = BatchShape.ceiling(rows, ClassifierKernels.TILE) * ClassifierKernels.TILE;
        ascend.groups(rows);
        for (int step = 0; step < Math.min(BLOCK, (long) left + 1); step++) {
            kernels.forward(tiles);
            kernels.backward(tiles);
            ascend.launch();
        }
    }

    private void end(int row, End end) {
        Ending how = ENDINGS.get((int) at(row, ENDING) - 1);
        boolean none = how == Ending.NOT_A_NUMBER && at(row, TAKEN) == 0;
        float[] highest = none ? new float[d] : openCl.read(best, (long) row * d, d);
        end.at(pathOf[row], how, at(row, HIGHEST), (int) at(row, REACHED), highest);
    }

    private void move(int from, int to) {
        if (from == to) {
            return;
        }
        System.arraycopy(state, from * STATE, state, to * STATE, STATE);
        pathOf[to] = pathOf[from];
        for (_cl_mem memory : new _cl_mem[] {kernels.points, best, sums}) {
            openCl.copy(memory, (long) from * d, memory, (long) to * d, d);
        }
    }

    Stream<Kernel> all() {
        return Stream.of(ascend);
    }

    /** The values of the best points, padding and all. */
    float[] bestPoints() {
        return openCl.read(best, DeviceClassifier.LONGEST_CHUNK * d);
    }
}
