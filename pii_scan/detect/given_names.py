"""Given names that are common where names are written in Latin letters, and surnames.

Among the most given in the United States (Social Security Administration, 1940 to 2010), England,
Germany, France, Spain, Italy, Brazil and the Netherlands, without those that are everyday words or
places as well (Grace, Paris, Mark, Will). Two thirds of the people there have one of them.
"""

from __future__ import annotations

_ENGLISH = """
james robert john michael david william richard joseph thomas charles christopher daniel matthew
anthony donald steven andrew paul joshua kenneth kevin brian timothy ronald george jason edward
jeffrey ryan jacob nicholas gary eric jonathan stephen larry justin scott brandon benjamin samuel
gregory alexander patrick frank raymond jack dennis jerry tyler aaron jose henry adam douglas nathan
peter zachary kyle noah ethan jeremy walter christian keith roger terry austin sean gerald carl
harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert
willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene liam oliver
mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra
margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon
laura cynthia dorothy amy kathleen angela shirley emma brenda pamela nicole anna samantha katherine
christine debra rachel carolyn janet maria olivia heather helen catherine diane julie victoria joyce
lauren kelly christina ruth joan virginia judith evelyn hannah andrea megan cheryl jacqueline martha
madison teresa gloria sara janice ann kathryn abigail sophia frances jean alice judy isabella julia
denise amber doris marilyn danielle beverly theresa diana brittany natalie rhonda tiffany tammy dawn
jane erin tina jenna leslie kristen jill monica erica valerie tracy stacy wendy melanie crystal
kathy paula sheila tanya courtney alicia vanessa marie sherry jasmine veronica kayla alexis lori
cassandra bethany holly morgan gina kristin anne ellen phillip craig derek marcus travis shawn corey
joel brett shane curtis todd dustin cody jared luis carlos antonio jesus miguel edwin ian evan
trevor geoffrey graham nigel simon stuart gareth darren lewis callum charlotte lucy chloe hollie
gemma
"""

_OTHERS = """
hans klaus jürgen wolfgang dieter uwe bernd heinz günter gunter helmut horst karl ludwig stefan
andreas matthias markus tobias florian sebastian lukas jonas felix sabine petra monika gabriele
ursula renate ingrid helga birgit susanne katrin anja claudia heike silke jutta greta
jean pierre michel philippe alain bernard jacques françois laurent christophe frédéric nicolas
olivier guillaume julien mathieu antoine sébastien isabelle nathalie sylvie françoise monique
véronique céline aurélie sandrine valérie camille manon léa élodie brigitte dominique
josé javier francisco manuel alejandro fernando sergio jorge pablo rafael ángel álvaro diego
andrés carmen josefa isabel dolores pilar ana cristina lucía marta elena rosario mercedes
marco giuseppe giovanni luca alessandro francesca giulia chiara paolo roberto stefano matteo
joão pedro paulo gustavo felipe thiago marcelo rodrigo fernanda juliana camila larissa
jan pieter willem johannes cornelis hendrik anneke femke sanne daan bram ivan olga natasha tatiana
sergei dmitri aleksandr vladimir ahmed mohamed mohammed muhammad ali fatima hassan omar yusuf
anil sanjay rajesh priya deepak sunil lakshmi nguyen tran hiroshi takashi kenji yuki sakura akira
"""

# Only in front, as in a Korean's passport: "KIM YUNA", and no "Hyde Park".
_KOREAN_SURNAMES = (
    "kim lee yi park choi jung jeong kang cho yoon jang lim seo shin kwon hwang ahn hong"
)

# The most common in the United States (Census Bureau, 2010) and Germany, without everyday words.
_SURNAMES = """
smith johnson williams jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson
anderson thomas taylor moore jackson martin perez thompson harris sanchez ramirez lewis robinson
walker allen wright torres nguyen flores nelson adams rivera campbell mitchell carter roberts gomez
phillips evans turner diaz edwards collins reyes stewart morris morales murphy rogers gutierrez
ortiz morgan peterson bailey reed kelly howard ramos richardson watson brooks chavez bennett mendoza
ruiz hughes alvarez castillo sanders patel myers jimenez müller mueller schmidt schneider fischer
weber meyer wagner schulz hoffmann
"""

# The syllables of Korean given names as people spell them in passports and logins, in the
# Revised and in the usual spelling.
_KOREAN_SYLLABLES = """
a ae bo bong bum beom byeong byung chae chan chang cheol chul chun da dae dal deok do dong duk eun
ga gang geon geun gi gil go gu gun gwang gyeong gyu gyun ha hae han hee heon heui ho hong hoon hun
hwa hwan hwang hye hyeok hyeon hyeong hyo hyuk hyun hyung i il in jae jeong ji jin jong joo joon
joong ju jun jung kang ki kil kook kun kwang kwon kyeong kyu kyung man mi min mo moo moon mu mun
myeong myung na nam no ok pil ra rae ri rim sa sang se seo seok seol seon seong seul seung shi shin
si sik sin so sol son song soo soon su suk sun sung tae u ui un ung uk wan won woo wook woong yang
ye yeon yeong yeop yo yong yoo yoon you young yu yul yun yung
"""
_KOREAN_ENDINGS = "ah an bin eo eol hui hyang jun lim ram ran rang reum rin rok ryeol"

# Of two syllables in four letters, which many other words have as well.
_SHORT_KOREAN_NAMES = """
aram ayun bora boah daon dain dana doah doha hana hani haon haru inha inho jiah jiho jihu jimi jina
jisu jiyu juah juha juho miju mina minu nari seah seho sena siah soha sora suah suho suin suji sumi
suna yein yeji yeju yena yuha yuju yuna yura yuri
"""

GIVEN_NAMES = frozenset(f"{_ENGLISH} {_OTHERS}".split())
"""In lower case."""

KOREAN_SURNAMES = frozenset(_KOREAN_SURNAMES.split())
"""In lower case, as passports spell them."""

SURNAMES = frozenset(_SURNAMES.split())
"""In lower case."""

KOREAN_GIVEN_SYLLABLES = frozenset(_KOREAN_SYLLABLES.split())
"""In Latin letters and lower case, wherever in a given name."""

KOREAN_LAST_SYLLABLES = KOREAN_GIVEN_SYLLABLES | frozenset(_KOREAN_ENDINGS.split())
"""The same at its end."""

SHORT_KOREAN_NAMES = frozenset(_SHORT_KOREAN_NAMES.split())
"""Whole given names in Latin letters and lower case."""
