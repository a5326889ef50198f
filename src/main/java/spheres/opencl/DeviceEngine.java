package spheres.opencl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.opencl._cl_mem;
import org.bytedeco.opencl._cl_program;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import spheres.engine.DivergedException;
import spheres.engine.Preconditions;
import spheres.engine.SphereSamples;
import spheres.engine.StepEngine;
import spheres.engine.TrainingData;
import spheres.network.AdamSettings;
import spheres.network.Network;
import spheres.network.RunningStatistics;

/**
 * Training steps on an OpenCL device. Steps go to the device in blocks: samples, Adam's rates and losses of a block stand
 * there together, and the host waits once a block, for the losses.
 */
public final class DeviceEngine implements StepEngine {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceEngine.class);
    /** Steps of a block, at most. */
    private static final int LONGEST_BLOCK = 200;
    /** Bytes of a block's points, as long as it has more than one step. */
    private static final long LARGEST_BLOCK = 64L << 20;

    private final Device device;
    private final Network start;
    private final List<RunningStatistics> further;
    private final BatchShape shape;
    private final StepProgram program;
    private final int inputs;
    private final int slots;
    private final OpenCl openCl;
    private final Memory memory;
    /** What a step changes, and copies of it as it stood at the beginning of the block. */
    private final List<Kept> kept = new ArrayList<>();

    private final Samples samples;
    private final StepKernels kernels;
    private long step;

    /** Memory that changes, its copy, and their bytes. */
    private record Kept(_cl_mem memory, _cl_mem copy, long bytes) {}

    DeviceEngine(DeviceBackend backend, Network start, TrainingData data, int batch, List<RunningStatistics> further) {
        Preconditions.check(start, data, batch);
        this.device = backend.device();
        this.start = start;
        this.further = List.copyOf(further);
        step = start.step();
        if (device.largestGroup() < BatchShape.LARGEST_GROUP) {
            throw DeviceException.smallGroups(device);
        }
        long needed;
        try {
            shape = BatchShape.of(batch);
            program = StepProgram.of(start.architecture(), shape);
            inputs = BatchShape.padded(data.dimension());
            long ofStep = (long) Float.BYTES * Math.multiplyExact(inputs, shape.columns());
            slots = (int) Math.max(1, Math.min(LONGEST_BLOCK, LARGEST_BLOCK / ofStep));
            needed = requireMemory();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "a " + start.architecture() + " network with batch = " + batch
                            + " has more than 2147483647 values in one piece: choose a smaller network or batch",
                    e);
        }
        OpenCl opened = open(backend);
        try {
            openCl = opened;
            memory = memory();
            _cl_program built = openCl.build(options(), "common.cl", program.source());
            kernels = program.kernels(openCl, built, memory, further.size());
            samples = samples(data);
            requireLocalMemory();
            load();
        } catch (OpenClError e) {
            opened.close();
            throw e.isOfMemory() ? DeviceException.memoryTaken(device, needed, e) : DeviceException.failed(device, e);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private OpenCl open(DeviceBackend backend) {
        try {
            return new OpenCl(device, backend.profiled());
        } catch (OpenClError e) {
            throw DeviceException.failed(device, e);
        }
    }

    /** The bytes that all memory takes. */
    private long requireMemory() {
        long parameters = program.parameters().length();
        long statistics = (long) program.statistics().length() * further.size();
        long points = (long) slots * inputs * shape.columns();
        long[] scratch = program.scratch();
        long largest = Math.max(
                Math.max(parameters, points), Arrays.stream(scratch).max().orElse(0));
        long total = 6 * parameters
                + 2 * statistics
                + points
                + (long) slots * (shape.columns() + 2L * shape.batch() + 3)
                + Arrays.stream(scratch).sum();
        if (Float.BYTES * total > device.memory() || Float.BYTES * largest > device.largestBuffer()) {
            throw DeviceException.smallMemory(device, Float.BYTES * total, Float.BYTES * largest);
        }
        return Float.BYTES * total;
    }

    private void requireLocalMemory() {
        long most = localMemory().mapToLong(Long::longValue).max().orElse(0);
        if (most > device.localMemory()) {
            throw DeviceException.smallLocalMemory(device, most);
        }
    }

    /** The bytes of local memory that a group of each kernel takes. */
    Stream<Long> localMemory() {
        return kernels.all().map(Kernel::localMemory);
    }

    private Memory memory() {
        long parameters = program.parameters().length();
        long statistics = (long) program.statistics().length() * further.size();
        return new Memory(
                kept(parameters),
                kept(parameters),
                kept(parameters),
                kept(statistics),
                openCl.floats(further.size()),
                openCl.floats((long) slots * inputs * shape.columns()),
                openCl.floats((long) slots * shape.columns()),
                openCl.floats(2L * slots),
                openCl.floats(slots));
    }

    private _cl_mem kept(long count) {
        Kept made = new Kept(openCl.floats(count), openCl.floats(count), Float.BYTES * count);
        kept.add(made);
        return made.memory;
    }

    private String options() {
        AdamSettings adam = start.adam();
        return shape.options() + " -DBETA1=" + literal(adam.beta1()) + " -DBETA2=" + literal(adam.beta2())
                + program.options();
    }

    /** A number, rounded to single precision, as C writes it. */
    static String literal(double value) {
        return Float.toHexString((float) value) + "f";
    }

    private Samples samples(TrainingData data) {
        if (!(data instanceof SphereSamples ofSpheres)) {
            return new SamplesOfHost(openCl, data, shape, inputs, memory);
        }
        if (!device.doublePrecision()) {
            LOG.warn("{} has no double precision: the CPU draws the samples, the same ones, which takes time", device);
            return new SamplesOfHost(openCl, data, shape, inputs, memory);
        }
        return new SamplesOfDevice(openCl, ofSpheres, shape, inputs, slots, memory);
    }

    private void load() {
        Layout layout = program.parameters();
        openCl.write(memory.values(), layout.pad(start.parameters()));
        openCl.write(memory.first(), layout.pad(start.firstMoments()));
        openCl.write(memory.second(), layout.pad(start.secondMoments()));
        int length = program.statistics().length();
        float[] decays = new float[further.size()];
        float[] statistics = new float[length * decays.length];
        for (int k = 0; k < decays.length; k++) {
            decays[k] = (float) further.get(k).decay();
            System.arraycopy(program.statistics().pad(further.get(k).values()), 0, statistics, k * length, length);
        }
        openCl.write(memory.decays(), decays);
        openCl.write(memory.further(), statistics);
    }

    @Override
    public String name() {
        return device.toString();
    }

    @Override
    public long step() {
        return step;
    }

    /**
     * {@inheritDoc}
     *
     * @throws DeviceException where the device was lost
     */
    @Override
    public void run(int count, double[] losses) {
        try {
            for (int done = 0; done < count; done += slots) {
                runBlock(Math.min(slots, count - done), losses, done);
            }
        } catch (OpenClError e) {
            throw DeviceException.lost(device, step, e);
        }
    }

    private void runBlock(int count, double[] losses, int from) {
        samples.fill(step * shape.batch(), count);
        openCl.write(memory.schedule(), schedule(count));
        kept.forEach(one -> openCl.copy(one.memory, one.copy, one.bytes));
        for (int slot = 0; slot < count; slot++) {
            kernels.step(slot);
        }
        float[] block = openCl.read(memory.losses(), count);
        profiled().forEach(Kernel::collect);
        for (int slot = 0; slot < count; slot++) {
            losses[from + slot] = block[slot];
            if (!Float.isFinite(block[slot])) {
                returnTo(slot);
                throw DivergedException.of(step + 1, block[slot], network());
            }
        }
        step += count;
    }

    /** Adam's rate and epsilon of the block's steps. */
    private float[] schedule(int count) {
        float[] schedule = new float[2 * count];
        for (int slot = 0; slot < count; slot++) {
            schedule[2 * slot] = (float) start.adam().rateAt(step + slot + 1);
            schedule[2 * slot + 1] = (float) start.adam().epsilonAt(step + slot + 1);
        }
        return schedule;
    }

    /** The steps behind a loss that is not finite were done in vain: does the block again up to its forward pass. */
    private void returnTo(int slot) {
        kept.forEach(one -> openCl.copy(one.copy, one.memory, one.bytes));
        for (int before = 0; before < slot; before++) {
            kernels.step(before);
        }
        kernels.forward(slot);
        step += slot;
    }

    /** The time of each kernel so far, in their order, by the device's clock; zeros where they are not timed. */
    public List<KernelTime> kernelTimes() {
        return profiled().map(Kernel::time).toList();
    }

    private Stream<Kernel> profiled() {
        return Stream.concat(samples.kernels(), kernels.all());
    }

    @Override
    public Network network() {
        Layout layout = program.parameters();
        try {
            return new Network(
                    start.architecture(),
                    start.adam(),
                    layout.unpad(openCl.read(memory.values(), layout.length())),
                    layout.unpad(openCl.read(memory.first(), layout.length())),
                    layout.unpad(openCl.read(memory.second(), layout.length())),
                    step);
        } catch (OpenClError e) {
            throw DeviceException.lost(device, step, e);
        }
    }

    @Override
    public List<RunningStatistics> furtherStatistics() {
        if (further.isEmpty()) {
            return List.of();
        }
        int length = program.statistics().length();
        float[] all;
        try {
            all = openCl.read(memory.further(), length * further.size());
        } catch (OpenClError e) {
            throw DeviceException.lost(device, step, e);
        }
        List<RunningStatistics> result = new ArrayList<>();
        for (int k = 0; k < further.size(); k++) {
            float[] values = Arrays.copyOfRange(all, k * length, (k + 1) * length);
            result.add(new RunningStatistics(
                    further.get(k).decay(), program.statistics().unpad(values)));
        }
        return result;
    }

    /** The device's own vectors of parameters, m and v, with their padding. */
    List<float[]> padded() {
        int length = program.parameters().length();
        return List.of(
                openCl.read(memory.values(), length),
                openCl.read(memory.first(), length),
                openCl.read(memory.second(), length));
    }

    /** The samples of the last block's first steps as the kernels read them: points, then labels. */
    List<float[]> samples(int steps) {
        return List.of(
                openCl.read(memory.points(), steps * inputs * shape.columns()),
                openCl.read(memory.labels(), steps * shape.columns()));
    }

    Layout layout() {
        return program.parameters();
    }

    BatchShape shape() {
        return shape;
    }

    @Override
    public void close() {
        openCl.close();
    }
}
