package spheres.opencl;

import static org.bytedeco.opencl.global.OpenCL.*;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.opencl._cl_command_queue;
import org.bytedeco.opencl._cl_context;
import org.bytedeco.opencl._cl_device_id;
import org.bytedeco.opencl._cl_kernel;
import org.bytedeco.opencl._cl_mem;
import org.bytedeco.opencl._cl_program;
import org.jspecify.annotations.Nullable;

/** One device with an in-order queue: as much of OpenCL as training needs. One thread at a time. */
final class OpenCl implements AutoCloseable {
    private final Device device;
    private final boolean profiled;
    private final _cl_device_id id;
    private final _cl_context context;
    private final _cl_command_queue queue;
    /** What frees what was made, the last first. */
    private final Deque<Runnable> releases = new ArrayDeque<>();

    /**
     * @param profiled whether kernels are timed, which slows them down
     * @throws DeviceException where the device is there no more
     */
    @SuppressWarnings("deprecation") // what replaced clCreateCommandQueue is not in OpenCL 1.2
    OpenCl(Device device, boolean profiled) {
        this.device = device;
        this.profiled = profiled;
        id = Platforms.devices().stream()
                .filter(found -> found.device().number() == device.number())
                .findAny()
                .orElseThrow(() -> DeviceException.unknown(Integer.toString(device.number()), Device.all()))
                .id();
        int[] code = new int[1];
        context = clCreateContext(null, 1, new PointerPointer<>(1).put(id), null, null, code);
        OpenClError.check("clCreateContext", code[0]);
        releases.push(() -> clReleaseContext(context));
        queue = clCreateCommandQueue(context, id, profiled ? CL_QUEUE_PROFILING_ENABLE : 0, code);
        if (code[0] != CL_SUCCESS) {
            releases.pop().run();
        }
        OpenClError.check("clCreateCommandQueue", code[0]);
        releases.push(() -> clReleaseCommandQueue(queue));
    }

    boolean isProfiled() {
        return profiled;
    }

    /**
     * Compiles kernels.
     *
     * @param options of the compiler
     * @param files their sources, resources of this package, one after the other
     * @throws DeviceException where they do not compile
     */
    _cl_program build(String options, String... files) {
        StringBuilder source = new StringBuilder();
        for (String file : files) {
            source.append(resource(file));
        }
        return buildSource(options, source.toString());
    }

    _cl_program buildSource(String options, String source) {
        int[] code = new int[1];
        // As bytes with their length: OpenCL must not look for an end.
        byte[] text = source.getBytes(StandardCharsets.UTF_8);
        _cl_program program = clCreateProgramWithSource(context, 1, text, new SizeTPointer(1).put(text.length), code);
        OpenClError.check("clCreateProgramWithSource", code[0]);
        releases.push(() -> clReleaseProgram(program));
        try {
            OpenClError.check("clBuildProgram", clBuildProgram(program, 1, id, "-cl-std=CL1.2" + options, null, null));
        } catch (OpenClError e) {
            throw DeviceException.notBuilt(device, writeLog(program, options), e);
        }
        return program;
    }

    private static String resource(String file) {
        try (InputStream in = OpenCl.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path writeLog(_cl_program program, String options) {
        SizeTPointer size = new SizeTPointer(1);
        clGetProgramBuildInfo(program, id, CL_PROGRAM_BUILD_LOG, 0, null, size);
        byte[] log = new byte[(int) size.get()];
        BytePointer text = new BytePointer(log.length + 1L);
        clGetProgramBuildInfo(program, id, CL_PROGRAM_BUILD_LOG, log.length, text, null);
        text.get(log);
        try {
            Path file = Files.createTempFile("spheres-opencl-", ".log");
            Files.writeString(
                    file,
                    device + "\n" + device.version() + "\noptions:" + options + "\n\n"
                            + new String(log, StandardCharsets.UTF_8).replace("\0", ""));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A kernel for one place in the step, so that only what changes is set again.
     *
     * @param label its name in a profile
     * @param group work-items of a group
     * @param groups how many
     */
    Kernel kernel(_cl_program program, String name, String label, int group, long groups) {
        int[] code = new int[1];
        _cl_kernel kernel = clCreateKernel(program, name, code);
        OpenClError.check("clCreateKernel of " + name, code[0]);
        releases.push(() -> clReleaseKernel(kernel));
        return new Kernel(this, kernel, label, group, groups);
    }

    /** The bytes of local memory that a group of a kernel takes. */
    long localMemory(_cl_kernel kernel) {
        try (LongPointer bytes = new LongPointer(1)) {
            OpenClError.check(
                    "clGetKernelWorkGroupInfo",
                    clGetKernelWorkGroupInfo(kernel, id, CL_KERNEL_LOCAL_MEM_SIZE, Long.BYTES, bytes, null));
            return bytes.get();
        }
    }

    void enqueue(_cl_kernel kernel, SizeTPointer items, SizeTPointer group, @Nullable PointerPointer<?> event) {
        OpenClError.check(
                "clEnqueueNDRangeKernel", clEnqueueNDRangeKernel(queue, kernel, 1, null, items, group, 0, null, event));
    }

    /** Memory of the device, filled with zeros. */
    _cl_mem buffer(long bytes) {
        int[] code = new int[1];
        long size = Math.max(bytes, Float.BYTES);
        _cl_mem memory = clCreateBuffer(context, CL_MEM_READ_WRITE, size, null, code);
        OpenClError.check("clCreateBuffer", code[0]);
        releases.push(() -> clReleaseMemObject(memory));
        try (IntPointer zero = new IntPointer(1)) {
            zero.put(0);
            OpenClError.check(
                    "clEnqueueFillBuffer",
                    clEnqueueFillBuffer(queue, memory, zero, Float.BYTES, 0, size, 0, (PointerPointer<?>) null, null));
            finish();
        }
        return memory;
    }

    _cl_mem floats(long count) {
        return buffer(Float.BYTES * count);
    }

    void write(_cl_mem memory, float[] values) {
        write(memory, 0, values);
    }

    /** Writes from that value on. */
    void write(_cl_mem memory, long from, float[] values) {
        write(memory, Float.BYTES * from, new FloatPointer(values), (long) Float.BYTES * values.length);
    }

    void write(_cl_mem memory, int[] values) {
        write(memory, 0, new IntPointer(values), (long) Integer.BYTES * values.length);
    }

    void write(_cl_mem memory, long[] values) {
        write(memory, 0, new LongPointer(values), (long) Long.BYTES * values.length);
    }

    void write(_cl_mem memory, double[] values) {
        write(memory, 0, new DoublePointer(values), (long) Double.BYTES * values.length);
    }

    void write(_cl_mem memory, byte[] values) {
        write(memory, 0, new BytePointer(values), values.length);
    }

    /** Writes a copy that nobody needs afterwards. */
    private void write(_cl_mem memory, long from, Pointer copy, long bytes) {
        try (copy) {
            if (bytes > 0) {
                OpenClError.check(
                        "clEnqueueWriteBuffer",
                        clEnqueueWriteBuffer(
                                queue, memory, CL_TRUE, from, bytes, copy, 0, (PointerPointer<?>) null, null));
            }
        }
    }

    /** The first values of a piece of memory, after all that was asked for before. */
    float[] read(_cl_mem memory, int count) {
        return read(memory, 0, count);
    }

    /** Values from that one on. */
    float[] read(_cl_mem memory, long from, int count) {
        float[] values = new float[count];
        try (FloatPointer target = new FloatPointer(count)) {
            read(memory, Float.BYTES * from, (long) Float.BYTES * count, target);
            target.get(values);
        }
        return values;
    }

    /** The first values in double precision. */
    double[] readWide(_cl_mem memory, int count) {
        double[] values = new double[count];
        try (DoublePointer target = new DoublePointer(count)) {
            read(memory, 0, (long) Double.BYTES * count, target);
            target.get(values);
        }
        return values;
    }

    private void read(_cl_mem memory, long from, long bytes, Pointer target) {
        OpenClError.check(
                "clEnqueueReadBuffer",
                clEnqueueReadBuffer(queue, memory, CL_TRUE, from, bytes, target, 0, (PointerPointer<?>) null, null));
    }

    void copy(_cl_mem from, _cl_mem to, long bytes) {
        copyBytes(from, 0, to, 0, bytes);
    }

    /** Copies so many floats, from one place to another. */
    void copy(_cl_mem from, long first, _cl_mem to, long target, long count) {
        copyBytes(from, Float.BYTES * first, to, Float.BYTES * target, Float.BYTES * count);
    }

    private void copyBytes(_cl_mem from, long first, _cl_mem to, long target, long bytes) {
        if (bytes > 0) {
            OpenClError.check(
                    "clEnqueueCopyBuffer",
                    clEnqueueCopyBuffer(queue, from, to, first, target, bytes, 0, (PointerPointer<?>) null, null));
        }
    }

    void finish() {
        OpenClError.check("clFinish", clFinish(queue));
    }

    @Override
    public void close() {
        clFinish(queue);
        while (!releases.isEmpty()) {
            releases.pop().run();
        }
    }
}
