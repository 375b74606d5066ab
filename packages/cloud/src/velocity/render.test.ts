import { describe, expect, it } from "vitest";
import { renderTemplate } from "./render.ts";
import { VelocityError } from "./syntax.ts";

const render = (source: string, variables: Record<string, unknown> = {}): string => renderTemplate(source, variables);

describe("A template", () => {
  it.each([
    ["$a.b ${a.b}s $!none $none", { a: { b: 1 } }, "1 1s  $none"],
    ["#set($x = 1 + 2 * 3)$x", {}, "7"],
    ["#set($x = 7 / 2)$x", {}, "3"],
    ["#set($s = \"a$x\")$s#set($t = 'a$x') $t", { x: "b" }, "ab a$x"],
    ["#if($a == 1)one#elseif($a == 2)two#else#{if}(true)many#end#end", { a: 2 }, "two"],
    ["#if(!$a && $b)yes#{else}no#end", { b: true }, "yes"],
    ["#foreach($i in [1..3])$i#if($foreach.hasNext),#end#end", {}, "1,2,3"],
    ["#foreach($i in $list)#if($i == 2)#break#end$i#end!", { list: [1, 2, 3] }, "1!"],
    ["#foreach($e in $map.entrySet())$e.key=$e.value;#end", { map: { a: 1, b: 2 } }, "a=1;b=2;"],
    ["#set($m = {'a': [1, 2]})$m.a[1] $m.a.size() $m", {}, "2 2 {a=[1, 2]}"],
    ["#set($m = {})#set($m.x = 5)$!m.put('y', 6)$m.x$m.y", {}, "56"],
    ["#macro(hi $who)hi $who;#end#hi('a')#hi($b)", { b: "b" }, "hi a;hi b;"],
    ["a## gone\nb#* gone too *#c#[[ $raw #if ]]#", {}, "abc $raw #if "],
    ["$s.toUpperCase() $s.substring(1, 3) $s.replaceAll('l+', 'L')", { s: "hello" }, "HELLO el heLo"],
    ["$f.make('x')", { f: { make: (text: string) => `made ${text}` } }, "made x"],
    ["price: $5 #hash a#b", {}, "price: $5 #hash a#b"],
    ["before#stop after", {}, "before"],
    ["\\$a \\#if", { a: 1 }, "$a #if"],
    ["  #if(true)\n  x\n  #end\ny", {}, "  x\ny"],
  ])("%j gives what Velocity gives", (source, variables, expected) => {
    expect(render(source, variables)).toBe(expected);
  });

  it.each(["#if($a)", "#set($a)", "#foreach($a $b)#end", "#set($a = )", "a#end"])("%j is refused", (source) => {
    expect(() => render(source)).toThrow(VelocityError);
  });

  it("that would never end is ended", () => {
    const source = "#macro(again)#again()#end#again()";

    expect(() => render(source)).toThrow();
  });

  it("reaches nothing but what it was given", () => {
    expect(render("$a.constructor $a.__proto__", { a: {} })).toBe("$a.constructor $a.__proto__");
    expect(() => render("$a.constructor('x')", { a: {} })).toThrow(VelocityError);
  });
});
