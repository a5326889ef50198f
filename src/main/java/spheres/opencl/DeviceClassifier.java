package spheres.opencl;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import spheres.classifier.Classifier;
import spheres.classifier.Climber;
import spheres.network.Architecture;
import spheres.network.Network;

/**
 * A network in inference mode on an OpenCL device: logits and input gradients, those of the CPU within rounding. It keeps a
 * copy of the parameters. Points go to the device, logits and gradients come back, in each call; the steps of an ascent are all
 * taken there.
 */
public final class DeviceClassifier implements Classifier, AutoCloseable {
    /** Rows that are computed at once. */
    static final int LONGEST_CHUNK = 1024;

    private final Device device;
    private final int dimension;
    private final OpenCl openCl;
    private final ClassifierKernels kernels;
    private @Nullable DeviceClimber climber;

    /**
     * @throws DeviceException where the device does not suffice or fails
     */
    public DeviceClassifier(Network network, Device device) {
        this.device = device;
        dimension = network.architecture().inputDimension();
        if (device.largestGroup() < BatchShape.LARGEST_GROUP) {
            throw DeviceException.smallGroups(device);
        }
        long needed = requireMemory(network.architecture());
        OpenCl opened;
        try {
            opened = new OpenCl(device, false);
        } catch (OpenClError e) {
            throw DeviceException.failed(device, e);
        }
        try {
            openCl = opened;
            kernels = ClassifierKernels.of(opened, network);
        } catch (OpenClError e) {
            opened.close();
            throw e.isOfMemory()
                    ? DeviceException.memoryTakenFromInference(device, needed, e)
                    : DeviceException.failed(device, e);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** The bytes that all memory takes, climbing included. */
    private long requireMemory(Architecture architecture) {
        long[] pieces = LongStream.concat(ClassifierKernels.memory(architecture), DeviceClimber.memory(dimension))
                .toArray();
        long largest = Arrays.stream(pieces).max().orElseThrow();
        long needed = Arrays.stream(pieces).sum();
        if (needed > device.memory() || largest > device.largestBuffer()) {
            throw DeviceException.smallMemoryOfInference(device, needed, largest);
        }
        return needed;
    }

    /** The device of the network. */
    public Device device() {
        return device;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    /** Where the device has double precision, which steps are judged in. */
    @Override
    public Optional<Climber> climber() {
        return device.doublePrecision() ? Optional.of(openClimber()) : Optional.empty();
    }

    DeviceClimber openClimber() {
        if (climber == null) {
            try {
                climber = new DeviceClimber(device, openCl, kernels, dimension);
            } catch (OpenClError e) {
                throw DeviceException.failed(device, e);
            }
        }
        return climber;
    }

    /**
     * {@inheritDoc}
     *
     * @throws DeviceException where the device was lost
     */
    @Override
    public void logits(float[] points, int batch, float[] logits) {
        run(points, batch, logits, null);
    }

    /**
     * {@inheritDoc}
     *
     * @throws DeviceException where the device was lost
     */
    @Override
    public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
        requireLength("gradients", gradients, (long) batch * dimension);
        run(points, batch, logits, gradients);
    }

    private void run(float[] points, int batch, float[] logits, float @Nullable [] gradients) {
        if (batch < 0) {
            throw new IllegalArgumentException("batch = " + batch + " is not in [0, 2147483647]");
        }
        requireLength("points", points, (long) batch * dimension);
        requireLength("logits", logits, batch);
        try {
            for (int from = 0; from < batch; from += LONGEST_CHUNK) {
                int count = Math.min(LONGEST_CHUNK, batch - from);
                int rows = BatchShape.ceiling(count, ClassifierKernels.TILE) * ClassifierKernels.TILE;
                openCl.write(kernels.points, Arrays.copyOfRange(points, from * dimension, (from + count) * dimension));
                kernels.forward(rows);
                if (gradients != null) {
                    kernels.backward(rows);
                    float[] chunk = openCl.read(kernels.gradients, count * dimension);
                    System.arraycopy(chunk, 0, gradients, from * dimension, chunk.length);
                }
                System.arraycopy(openCl.read(kernels.logits, count), 0, logits, from, count);
            }
        } catch (OpenClError e) {
            throw DeviceException.lostInInference(device, e);
        }
    }

    private static void requireLength(String name, float[] values, long needed) {
        if (values.length < needed) {
            throw new IllegalArgumentException(
                    "length of " + name + " = " + values.length + " is not in [" + needed + ", 2147483647]");
        }
    }

    /** The bytes of local memory that a group of each kernel takes. */
    Stream<Long> localMemory() {
        return Stream.concat(kernels.all(), climber == null ? Stream.empty() : climber.all())
                .map(Kernel::localMemory);
    }

    @Override
    public void close() {
        openCl.close();
    }
}
