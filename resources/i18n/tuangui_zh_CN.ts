<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AtHq</name>
    <message>
        <source>Asking headquarters…</source>
        <translation>正在问总部…</translation>
    </message>
    <message>
        <source>When it agrees, this is handed over at once. Nobody has to wait for it.</source>
        <translation>总部同意就马上核销。不用干等,可以先扫下一位。</translation>
    </message>
    <message>
        <source>One moment please, I am asking headquarters for your order.</source>
        <translation>请稍等,我在向总部要您这一单。</translation>
    </message>
    <message>
        <source>Headquarters did not answer</source>
        <translation>总部没有回答</translation>
    </message>
    <message>
        <source>Nothing was handed over. Ask again, or a manager lets it through.</source>
        <translation>什么都没有核销。再问一次,或者由店长放行。</translation>
    </message>
    <message>
        <source>The line is bad just now. I am trying it once more.</source>
        <translation>这会儿网络不好,我再试一次。</translation>
    </message>
    <message>
        <source>Asking counter {number} …</source>
        <translation>正在问 {number} 号柜台…</translation>
    </message>
    <message>
        <source>One moment please, I am asking our other counter.</source>
        <translation>请稍等,我问一下另一个柜台。</translation>
    </message>
    <message>
        <source>Counter {number} does not answer</source>
        <translation>{number} 号柜台没有回答</translation>
    </message>
    <message>
        <source>Nothing was handed over. Is that PC on? Ask again, or a manager lets it through.</source>
        <translation>还没交货。看看那台电脑和网线;再问一次,或请店长放行。</translation>
    </message>
    <message>
        <source>Our counters do not hear each other just now. I am trying once more.</source>
        <translation>两个柜台之间暂时没连上,我再试一次。</translation>
    </message>
</context>
<context>
    <name>Calm</name>
    <message>
        <source>The data folder cannot be used</source>
        <translation>数据文件夹不能用</translation>
    </message>
    <message>
        <source>The counter may not read or write where its data is kept. Nothing was changed.</source>
        <translation>柜台程序不能读写存数据的地方。什么都没有改动。</translation>
    </message>
    <message>
        <source>Start the counter under the usual account of this PC, or ask headquarters.</source>
        <translation>请用这台电脑平时的账号启动,或联系总部。</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>硬盘满了</translation>
    </message>
    <message>
        <source>Nothing can be recorded any more. What was recorded is safe.</source>
        <translation>不能再记录新的内容。已记录的都在。</translation>
    </message>
    <message>
        <source>Delete files that are not needed from this PC, then start again.</source>
        <translation>请删掉电脑上不用的文件,再重新启动。</translation>
    </message>
    <message>
        <source>The data is newer than this program</source>
        <translation>数据比程序新</translation>
    </message>
    <message>
        <source>A newer version of the counter worked here. This one would damage its data, so it stopped.</source>
        <translation>这里用过更新的版本。旧版本会弄坏数据,所以停下了。</translation>
    </message>
    <message>
        <source>Install the newer version again. The data is untouched.</source>
        <translation>请重新安装新版本。数据没有动过。</translation>
    </message>
    <message>
        <source>The data cannot be read</source>
        <translation>数据读不出来</translation>
    </message>
    <message>
        <source>The file is damaged, or the key does not belong to it. What headquarters has is safe.</source>
        <translation>文件损坏,或钥匙对不上。总部已收到的数据都在。</translation>
    </message>
    <message>
        <source>Switch nothing off and delete nothing. Call headquarters: a copy is kept beside it.</source>
        <translation>不要关机,也不要删除。请联系总部:旁边留有备份。</translation>
    </message>
    <message>
        <source>The data is in use</source>
        <translation>数据正被占用</translation>
    </message>
    <message>
        <source>Another program holds it, perhaps a backup or a second counter.</source>
        <translation>另一个程序占着它,可能是备份,或开了两个柜台。</translation>
    </message>
    <message>
        <source>Wait a minute, then start again.</source>
        <translation>请等一分钟,再重新启动。</translation>
    </message>
    <message>
        <source>The keys could not be kept safely</source>
        <translation>钥匙没法安全保存</translation>
    </message>
    <message>
        <source>Without a safe place for its keys the counter writes nothing.</source>
        <translation>没有安全的地方放钥匙,柜台不会写任何数据。</translation>
    </message>
    <message>
        <source>Sign in to this PC as usual and start again, or ask headquarters.</source>
        <translation>请像平时一样登录电脑再启动,或联系总部。</translation>
    </message>
    <message>
        <source>The counter could not start</source>
        <translation>柜台没能启动</translation>
    </message>
    <message>
        <source>This is a fault of the program, not yours. What was recorded is safe.</source>
        <translation>是程序的故障,不是您的问题。已记录的都在。</translation>
    </message>
    <message>
        <source>Start it again. If it happens again, tell headquarters the word below.</source>
        <translation>请重新启动。再出现的话,把下面的词告诉总部。</translation>
    </message>
    <message>
        <source>The place of the keys does not answer</source>
        <translation>存钥匙的地方没有回应</translation>
    </message>
    <message>
        <source>The data of this counter is here and safe, but locked.</source>
        <translation>本柜台的数据都在,很安全,只是锁着。</translation>
    </message>
    <message>
        <source>Sign in to this PC again and start the counter. If that does not help, type the recovery key.</source>
        <translation>请重新登录电脑再启动。还不行,就输入恢复钥匙。</translation>
    </message>
    <message>
        <source>The key file is open to others</source>
        <translation>钥匙文件别人也能读</translation>
    </message>
    <message>
        <source>Somebody else on this PC could have read the key, so it is not used.</source>
        <translation>这台电脑上的别人可能读过钥匙,所以不再用它。</translation>
    </message>
    <message>
        <source>Call headquarters. With the recovery key the counter keeps it safely again.</source>
        <translation>请联系总部。输入恢复钥匙后会重新安全保存。</translation>
    </message>
    <message>
        <source>The key of this counter is missing</source>
        <translation>本柜台的钥匙不见了</translation>
    </message>
    <message>
        <source>The data is here and safe, but locked. No new key is made: it could never open this data.</source>
        <translation>数据都在,很安全,只是锁着。不会生成新钥匙:新钥匙打不开这些数据。</translation>
    </message>
    <message>
        <source>Type the recovery key from the sheet printed at enrolment, or call headquarters.</source>
        <translation>请输入登记时打印的那张纸上的恢复钥匙,或联系总部。</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>正在核对…</translation>
    </message>
    <message>
        <source>This is not the recovery key. Check it letter by letter.</source>
        <translation>不是恢复钥匙,请逐个字母核对。</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>恢复钥匙</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Choose</name>
    <message>
        <source>Which one?</source>
        <translation>是哪一位?</translation>
    </message>
    <message>
        <source>{count} found for {asked} · press the number, or ↑↓ and Enter</source>
        <translation>“{asked}”找到 {count} 个 · 按数字选,或 ↑↓ 加 Enter</translation>
    </message>
    <message>
        <source>Open this one</source>
        <translation>打开这一单</translation>
    </message>
    <message>
        <source>{name} · nothing to hand over now</source>
        <translation>{name} · 现在没有可取的单</translation>
    </message>
    <message>
        <source>{count} order on the way</source>
        <translation>有 {count} 单在路上</translation>
    </message>
    <message>
        <source>{count} orders on the way</source>
        <translation>有 {count} 单在路上</translation>
    </message>
    <message>
        <source>no open orders</source>
        <translation>没有未取的自提单</translation>
    </message>
    <message>
        <source>Look at this order</source>
        <translation>查看这一单</translation>
    </message>
    <message>
        <source>{grams} g</source>
        <translation>{grams} 克</translation>
    </message>
    <message>
        <source>{count} in stock</source>
        <translation>库存 {count}</translation>
    </message>
    <message>
        <source>no. {number}</source>
        <translation>编号 {number}</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>下一位</translation>
    </message>
</context>
<context>
    <name>Display</name>
    <message>
        <source>Welcome! Please show your pickup code</source>
        <translation>欢迎光临,请出示取货码</translation>
    </message>
    <message>
        <source>Hello</source>
        <translation>您好</translation>
    </message>
    <message>
        <source>Hello, {person}</source>
        <translation>{person},您好</translation>
    </message>
    <message>
        <source>All done. Thank you, see you soon!</source>
        <translation>已经交给您,谢谢光临</translation>
    </message>
    <message>
        <source>Your order is being handed over. Please check it</source>
        <translation>正在为您取货,请核对</translation>
    </message>
    <message>
        <source>Good to see you</source>
        <translation>欢迎光临</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>还有 {count} 样</translation>
    </message>
    <message>
        <source>now</source>
        <translation>这次取</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>已取</translation>
    </message>
    <message>
        <source>missing, on record</source>
        <translation>缺货 · 已登记</translation>
    </message>
    <message>
        <source>not good, on record</source>
        <translation>质量问题 · 已登记</translation>
    </message>
    <message>
        <source>another time</source>
        <translation>下次取</translation>
    </message>
    <message>
        <source>paid {price}</source>
        <translation>已付 {price}</translation>
    </message>
    <message>
        <source>For you today</source>
        <translation>今天为您推荐</translation>
    </message>
    <message>
        <source>{count} for {price}</source>
        <translation>{count} 件 {price}</translation>
    </message>
    <message>
        <source>Scan to join our group-buy chat</source>
        <translation>扫码进本店拼团群</translation>
    </message>
    <message>
        <source>{price} off your next order</source>
        <translation>立减 {price}</translation>
    </message>
</context>
<context>
    <name>Done</name>
    <message>
        <source>{count} handed over</source>
        <translation>已核销 {count} 件</translation>
    </message>
    <message>
        <source>Problem reported</source>
        <translation>问题已上报</translation>
    </message>
    <message>
        <source>+{points} points · {balance} in all</source>
        <translation>积分 +{points} · 共 {balance}</translation>
    </message>
    <message>
        <source>{count} still to be collected</source>
        <translation>还有 {count} 件没取</translation>
    </message>
    <message>
        <source>Let through by the manager · on record</source>
        <translation>店长放行 · 已留记录</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销核销</translation>
    </message>
    <message>
        <source>Undo ({seconds} s)</source>
        <translation>撤销核销({seconds} 秒)</translation>
    </message>
    <message>
        <source>Reprint</source>
        <translation>补打小票</translation>
    </message>
    <message>
        <source>{count} more order of the same customer</source>
        <translation>同一位顾客还有 {count} 单</translation>
    </message>
    <message>
        <source>{count} more orders of the same customer</source>
        <translation>同一位顾客还有 {count} 单</translation>
    </message>
    <message>
        <source>Take {order} along</source>
        <translation>接着取 {order}</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>下一位</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤销核销</translation>
    </message>
    <message>
        <source>{count} item back on the order</source>
        <translation>{count} 件退回这一单</translation>
    </message>
    <message>
        <source>{count} items back on the order</source>
        <translation>{count} 件退回这一单</translation>
    </message>
    <message>
        <source>The undo is on record; the receipt is void, take it back</source>
        <translation>撤销已留记录;小票作废,请收回</translation>
    </message>
    <message>
        <source>Open the order again</source>
        <translation>重新打开这一单</translation>
    </message>
</context>
<context>
    <name>Drawer</name>
    <message>
        <source>Open the cash drawer</source>
        <translation>开钱箱</translation>
    </message>
    <message>
        <source>What for? It goes on record with your name.</source>
        <translation>为什么开?会连同您的名字记录在案。</translation>
    </message>
    <message>
        <source>close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Enrol</name>
    <message>
        <source>The code has eight characters</source>
        <translation>登记码是 8 位</translation>
    </message>
    <message>
        <source>Letters and digits; dashes and spaces do not matter.</source>
        <translation>字母和数字,横线和空格不影响。</translation>
    </message>
    <message>
        <source>Headquarters does not accept this code</source>
        <translation>总部不认这个登记码</translation>
    </message>
    <message>
        <source>Check the eight characters. If they are right, ask for a new code: one lives ten minutes and works once.</source>
        <translation>请核对 8 位。没错的话请要一个新的:每个只能用一次,十分钟内有效。</translation>
    </message>
    <message>
        <source>Too many tries</source>
        <translation>试得太多了</translation>
    </message>
    <message>
        <source>Wait a minute, then try again.</source>
        <translation>请等一分钟再试。</translation>
    </message>
    <message>
        <source>Headquarters cannot be reached</source>
        <translation>连不上总部</translation>
    </message>
    <message>
        <source>Check the network and the address, then try again with the same code.</source>
        <translation>请检查网络和地址,再用同一个登记码重试。</translation>
    </message>
    <message>
        <source>This is not an address of headquarters</source>
        <translation>这不是总部的地址</translation>
    </message>
    <message>
        <source>It begins with https:// and was given to you by headquarters.</source>
        <translation>地址以 https:// 开头,由总部提供。</translation>
    </message>
    <message>
        <source>This program is too old for headquarters</source>
        <translation>程序版本太旧</translation>
    </message>
    <message>
        <source>Install the current version, then enrol again.</source>
        <translation>请安装新版本,再重新登记。</translation>
    </message>
    <message>
        <source>Headquarters is older than this program</source>
        <translation>总部的程序比本机旧</translation>
    </message>
    <message>
        <source>Headquarters has to be updated first; then ask it for a new code.</source>
        <translation>要先升级总部,然后请总部重新给一个注册码。</translation>
    </message>
    <message>
        <source>This PC was not enrolled</source>
        <translation>没有登记成功</translation>
    </message>
    <message>
        <source>Something went wrong here. Try again; if it stays so, tell headquarters.</source>
        <translation>出了点问题。请再试一次;还不行就告诉总部。</translation>
    </message>
    <message>
        <source>Address of headquarters</source>
        <translation>总部地址</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>一次性登记码</translation>
    </message>
    <message>
        <source>Asking headquarters …</source>
        <translation>正在联系总部…</translation>
    </message>
    <message>
        <source>Enrol this counter</source>
        <translation>登记本柜台</translation>
    </message>
    <message>
        <source>Make this PC a counter</source>
        <translation>把这台电脑登记为柜台</translation>
    </message>
    <message>
        <source>Headquarters gives you an address and a code that lives ten minutes.</source>
        <translation>地址和登记码由总部提供,登记码十分钟内有效。</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Export what is not sent yet</source>
        <translation>导出未传事实</translation>
    </message>
    <message>
        <source>Where to? The file can be read by headquarters only.</source>
        <translation>导出到哪里?文件只有总部能打开。</translation>
    </message>
    <message>
        <source>USB stick {name}</source>
        <translation>U 盘 {name}</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>{count} record exported</source>
        <translation>已导出 {count} 条</translation>
    </message>
    <message>
        <source>{count} records exported</source>
        <translation>已导出 {count} 条</translation>
    </message>
    <message>
        <source>Give the file to headquarters</source>
        <translation>请把文件交给总部</translation>
    </message>
    <message>
        <source>Headquarters has everything: there is nothing to export</source>
        <translation>总部都收到了,没有要导出的</translation>
    </message>
    <message>
        <source>The file could not be written. The stick may be full, locked or gone; try another. Nothing is lost.</source>
        <translation>写不进去:U 盘可能满了、写保护或拔掉了,请换一个。记录都在,没有丢。</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>by its code, offline</source>
        <translation>离线按码内明细</translation>
    </message>
    <message>
        <source>Handed over {order}</source>
        <translation>核销 {order}</translation>
    </message>
    <message>
        <source>Handed over {count}</source>
        <translation>核销 {count}</translation>
    </message>
    <message>
        <source>Let through {order}</source>
        <translation>店长放行 {order}</translation>
    </message>
    <message>
        <source>Let through {count}</source>
        <translation>店长放行 {count}</translation>
    </message>
    <message>
        <source>{count} point back</source>
        <translation>扣回 {count} 积分</translation>
    </message>
    <message>
        <source>{count} points back</source>
        <translation>扣回 {count} 积分</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>撤销核销</translation>
    </message>
    <message>
        <source>Shortage</source>
        <translation>缺货</translation>
    </message>
    <message>
        <source>Quality problem</source>
        <translation>质量问题</translation>
    </message>
    <message>
        <source>line {number}</source>
        <translation>第 {number} 行</translation>
    </message>
    <message>
        <source>time no. {count}</source>
        <translation>第 {count} 次</translation>
    </message>
    <message>
        <source>Reprinted</source>
        <translation>补打</translation>
    </message>
    <message>
        <source>Given back to headquarters</source>
        <translation>交还总部</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Phone number shown</source>
        <translation>查看完整手机号</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>开钱箱</translation>
    </message>
    <message>
        <source>Sold at the other till</source>
        <translation>收银机销售</translation>
    </message>
    <message>
        <source>with a PIN</source>
        <translation>凭 PIN</translation>
    </message>
    <message>
        <source>in a file for the customer</source>
        <translation>导出给本人</translation>
    </message>
    <message>
        <source>Let another counter have</source>
        <translation>让给别的柜台交货</translation>
    </message>
    <message>
        <source>Another counter gave back</source>
        <translation>别的柜台退回</translation>
    </message>
    <message>
        <source>Sentence {variant}: taken</source>
        <translation>话术 {variant} 带上</translation>
    </message>
    <message>
        <source>Sentence {variant}: not wanted</source>
        <translation>话术 {variant} 不用</translation>
    </message>
    <message>
        <source>Sentence {variant}: not said</source>
        <translation>话术 {variant} 没说</translation>
    </message>
    <message>
        <source>receipt {number}</source>
        <translation>小票 {number}</translation>
    </message>
    <message>
        <source>to send</source>
        <translation>待传</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>HQ is looking at it</source>
        <translation>总部核对中</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>HQ has it {time}</source>
        <translation>总部已收 {time}</translation>
    </message>
    <message>
        <source>These goods were handed over before. Compare the receipts; both records are kept.</source>
        <translation>这些货之前已经交付过,货可能给了两次。请核对小票;两条记录都会保留。</translation>
    </message>
    <message>
        <source>Another counter held this order at that time. Compare the receipts of both counters.</source>
        <translation>当时这一单由另一个柜台掌握。请核对两个柜台的小票。</translation>
    </message>
    <message>
        <source>The money had already been paid back. Ask headquarters how to settle it with the customer.</source>
        <translation>这一单当时已经退款。请联系总部,确定怎么和顾客结清。</translation>
    </message>
    <message>
        <source>The order had been cancelled before. Ask headquarters how to settle it.</source>
        <translation>这一单之前已经取消。请联系总部处理。</translation>
    </message>
    <message>
        <source>The order belongs to another store by now. Tell that store it was handed over here.</source>
        <translation>这一单已改到别的门店。请告诉那家店货已在本店取走。</translation>
    </message>
    <message>
        <source>The conflict was taken back here. Nothing is left to do.</source>
        <translation>这条冲突已在本柜台撤销,不用再处理。</translation>
    </message>
    <message>
        <source>Headquarters does not know this order yet and keeps the record until it does.</source>
        <translation>总部还没有这一单,记录先由总部保管,有了再核对。</translation>
    </message>
    <message>
        <source>This counter is blocked. Its records are kept at headquarters.</source>
        <translation>本柜台已被停用,记录由总部保管。</translation>
    </message>
    <message>
        <source>The code of this hand-over is not one headquarters made. Keep the receipt and tell headquarters.</source>
        <translation>这次核销的码不是总部签发的。请留好小票并报给总部。</translation>
    </message>
    <message>
        <source>Headquarters keeps this record and looks at it ({word}).</source>
        <translation>总部已保留这条记录并在核对({word})。</translation>
    </message>
    <message>
        <source>members</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>sentences</source>
        <translation>话术</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>Type Chinese</source>
        <translation>输入中文</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Last {time}</source>
        <translation>上一单 {time}</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>已核销</translation>
    </message>
    <message>
        <source>confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>appearance, language</source>
        <translation>外观、语言</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>takes the offer</source>
        <translation>带上推荐</translation>
    </message>
    <message>
        <source>no thanks</source>
        <translation>不用</translation>
    </message>
    <message>
        <source>drawer</source>
        <translation>开钱箱</translation>
    </message>
    <message>
        <source>reprint</source>
        <translation>补打小票</translation>
    </message>
    <message>
        <source>undo (60 s)</source>
        <translation>撤销核销 (60 秒内)</translation>
    </message>
    <message>
        <source>open at the counter</source>
        <translation>到柜台核销</translation>
    </message>
    <message>
        <source>order</source>
        <translation>选单</translation>
    </message>
    <message>
        <source>list</source>
        <translation>换列表</translation>
    </message>
    <message>
        <source>search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>sort by slot</source>
        <translation>按货位</translation>
    </message>
    <message>
        <source>clear the search</source>
        <translation>清空搜索</translation>
    </message>
    <message>
        <source>retry now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>export what is not sent</source>
        <translation>导出未传</translation>
    </message>
    <message>
        <source>scroll</source>
        <translation>翻看</translation>
    </message>
    <message>
        <source>back to the counter</source>
        <translation>回柜台</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>leave as it is, skip</source>
        <translation>不改,跳过</translation>
    </message>
    <message>
        <source>all settings</source>
        <translation>全部设置</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>Pickups</source>
        <translation>自提单</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Tuangui</source>
        <translation>团柜</translation>
    </message>
    <message>
        <source>Counter {number}</source>
        <translation>{number}号柜台</translation>
    </message>
    <message>
        <source>{count} to send</source>
        <translation>待传 {count} 条</translation>
    </message>
    <message>
        <source>in step</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Offline {span}</source>
        <translation>离线 {span}</translation>
    </message>
    <message>
        <source>Sync stopped</source>
        <translation>同步已停</translation>
    </message>
    <message>
        <source>Clock off by {span}</source>
        <translation>时钟差 {span}</translation>
    </message>
    <message>
        <source>Data {age} old</source>
        <translation>数据 {age}前</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>小票机</translation>
    </message>
    <message>
        <source>Printer: no paper</source>
        <translation>小票机缺纸</translation>
    </message>
    <message>
        <source>Printer: look at it</source>
        <translation>小票机故障</translation>
    </message>
    <message>
        <source>Printer: off</source>
        <translation>小票机离线</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫码枪</translation>
    </message>
    <message>
        <source>Scanner, camera</source>
        <translation>扫码枪、摄像头</translation>
    </message>
    <message>
        <source>Camera: not found</source>
        <translation>没找到摄像头</translation>
    </message>
    <message>
        <source>Scanner: gone</source>
        <translation>扫码枪断开</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Address of the printer</source>
        <translation>小票机地址</translation>
    </message>
    <message>
        <source>How it should look</source>
        <translation>应该是这样</translation>
    </message>
    <message>
        <source>Scan this</source>
        <translation>扫这个</translation>
    </message>
    <message>
        <source>Could not be kept: the data folder cannot be written.</source>
        <translation>没能保存:数据文件夹写不进去。</translation>
    </message>
    <message>
        <source>That is no address. It looks like 192.168.1.50</source>
        <translation>这不是地址,应该像 192.168.1.50</translation>
    </message>
    <message>
        <source>Sent to the printer. Do what the sheet says, then press R.</source>
        <translation>已发给打印机。照设置单做完，再按 R。</translation>
    </message>
    <message>
        <source>Looking at 253 addresses …</source>
        <translation>正在看 253 个地址…</translation>
    </message>
    <message>
        <source>Printing …</source>
        <translation>正在打印…</translation>
    </message>
    <message>
        <source>serial port</source>
        <translation>串口</translation>
    </message>
    <message>
        <source>back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>skip, come back later</source>
        <translation>跳过,以后再来</translation>
    </message>
    <message>
        <source>Looking what hangs on this PC …</source>
        <translation>正在看这台电脑接了什么…</translation>
    </message>
    <message>
        <source>Nothing hangs on this PC. Is it a printer of the network? Its address stands on the page it prints when switched on with the feed key held.</source>
        <translation>这台电脑上没有接小票机。是网口的吗?按住走纸键开机,它会打出一张纸,上面有地址。</translation>
    </message>
    <message>
        <source>Check list</source>
        <translation>检查单</translation>
    </message>
    <message>
        <source>What is the printer&apos;s address?</source>
        <translation>小票机的地址是多少?</translation>
    </message>
    <message>
        <source>Type it and press Enter. It looks like 192.168.1.50</source>
        <translation>输入后按 Enter,像 192.168.1.50 这样。</translation>
    </message>
    <message>
        <source>Whose scanner is it?</source>
        <translation>扫码枪是哪家的？</translation>
    </message>
    <message>
        <source>The name stands on the gun. ↑↓, then Enter prints its sheet: scan one code, and the gun is on a serial port.</source>
        <translation>牌子印在枪上。↑↓ 选好按回车，打印它的设置单：扫一个码，枪就换成串口。</translation>
    </message>
    <message>
        <source>Print the sheet with the codes</source>
        <translation>打印带码的设置单</translation>
    </message>
    <message>
        <source>Print its set-up sheet</source>
        <translation>打印换成串口的设置单</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不是</translation>
    </message>
    <message>
        <source>Which one is the receipt printer?</source>
        <translation>哪一台是小票机?</translation>
    </message>
    <message>
        <source>Choose it with ↑↓ and press Enter: it prints a test page.</source>
        <translation>用 ↑↓ 选中,按 Enter,它会打一张测试页。</translation>
    </message>
    <message>
        <source>Type its address</source>
        <translation>输入地址</translation>
    </message>
    <message>
        <source>Look in the shop&apos;s network</source>
        <translation>在店里的网络里找</translation>
    </message>
    <message>
        <source>Look at this PC again</source>
        <translation>重新看这台电脑</translation>
    </message>
    <message>
        <source>The test page is being printed …</source>
        <translation>正在打测试页…</translation>
    </message>
    <message>
        <source>This takes a few seconds.</source>
        <translation>要等几秒钟。</translation>
    </message>
    <message>
        <source>Did a page come out?</source>
        <translation>纸出来了吗?</translation>
    </message>
    <message>
        <source>Look at the printer. Whether it can be read is asked next.</source>
        <translation>看一眼小票机。字对不对下一步再说。</translation>
    </message>
    <message>
        <source>Is the Chinese readable?</source>
        <translation>纸上的中文看得清吗?</translation>
    </message>
    <message>
        <source>Compare with the right. If it is strange or blank, press N.</source>
        <translation>应该和右边一样。是乱码或空白就按 N,换一种方式再打。</translation>
    </message>
    <message>
        <source>All of it can be read</source>
        <translation>都看得清</translation>
    </message>
    <message>
        <source>Strange signs or blanks</source>
        <translation>乱码或空白</translation>
    </message>
    <message>
        <source>Do the digits fill one line?</source>
        <translation>那行数字刚好占满一行吗?</translation>
    </message>
    <message>
        <source>It is the one below “1.”</source>
        <translation>就是“1.”下面那一行。</translation>
    </message>
    <message>
        <source>Exactly one line</source>
        <translation>刚好一行</translation>
    </message>
    <message>
        <source>It goes on in a second line</source>
        <translation>折到了第二行</translation>
    </message>
    <message>
        <source>Paper is left on the right</source>
        <translation>右边还空着</translation>
    </message>
    <message>
        <source>Was the page cut off?</source>
        <translation>纸自己切断了吗?</translation>
    </message>
    <message>
        <source>By the printer itself. Torn off by hand means No.</source>
        <translation>指小票机自己切。要用手撕的按 N。</translation>
    </message>
    <message>
        <source>It cannot be scanned</source>
        <translation>扫不出来</translation>
    </message>
    <message>
        <source>Scan the upper code on the test page</source>
        <translation>扫测试页上面那个二维码</translation>
    </message>
    <message>
        <source>With the shop&apos;s scanner. If there is none yet, use a phone.</source>
        <translation>用店里的扫码枪。还没有枪就用手机扫。</translation>
    </message>
    <message>
        <source>A phone could read it</source>
        <translation>手机扫出来了</translation>
    </message>
    <message>
        <source>Now scan the lower code</source>
        <translation>再扫下面那个二维码</translation>
    </message>
    <message>
        <source>The printer drew it itself. With No, ours is used, which works too.</source>
        <translation>它是小票机自己画的。扫不出就按 N,用我们画的,一样好用。</translation>
    </message>
    <message>
        <source>Not there, or cannot be scanned</source>
        <translation>没有,或扫不出来</translation>
    </message>
    <message>
        <source>Scan any code now</source>
        <translation>现在随便扫一个码</translation>
    </message>
    <message>
        <source>From a package, say. A scanner on a serial port: choose it with ↑↓ and Enter first.</source>
        <translation>比如商品包装上的。串口的扫码枪先用 ↑↓ 和 Enter 选中。</translation>
    </message>
    <message>
        <source>Look for serial ports again</source>
        <translation>再找一次串口</translation>
    </message>
    <message>
        <source>Scan code 1: digits</source>
        <translation>扫第 1 个码:数字</translation>
    </message>
    <message>
        <source>From the screen or the sheet: does an input method take digits away?</source>
        <translation>扫屏幕上的或设置单上的都行。看输入法会不会吃掉数字。</translation>
    </message>
    <message>
        <source>Scan code 2: letters</source>
        <translation>扫第 2 个码:字母</translation>
    </message>
    <message>
        <source>It shows whether Caps Lock is on.</source>
        <translation>看大写锁定是不是开着。</translation>
    </message>
    <message>
        <source>Scan code 3: a long one</source>
        <translation>扫第 3 个码:和取货码一样长</translation>
    </message>
    <message>
        <source>The last one.</source>
        <translation>最后一个。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>好了</translation>
    </message>
    <message>
        <source>↑↓ and Enter go back to a line. This page is always in the settings.</source>
        <translation>↑↓ 和 Enter 回到那一项。以后在设置里随时能再来。</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>That was another code. Scan the right one.</source>
        <translation>扫的是别的码。请扫对的那个。</translation>
    </message>
    <message>
        <source>No page came: is the printer on, has it paper? Or choose another one.</source>
        <translation>没出纸:小票机开着吗?有纸吗?或换一台试试。</translation>
    </message>
    <message>
        <source>Not printed</source>
        <translation>没打印</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>小票机</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Paper width</source>
        <translation>纸宽</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>切纸</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>二维码</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫码枪</translation>
    </message>
    <message>
        <source>Scanner speed</source>
        <translation>扫码速度</translation>
    </message>
    <message>
        <source>Line end</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Input method</source>
        <translation>输入法</translation>
    </message>
    <message>
        <source>Caps Lock</source>
        <translation>大写锁定</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>跳过了</translation>
    </message>
    <message>
        <source>letters of the printer</source>
        <translation>小票机自己的字</translation>
    </message>
    <message>
        <source>letters of the printer (UTF-8)</source>
        <translation>小票机自己的字(UTF-8)</translation>
    </message>
    <message>
        <source>drawn by us</source>
        <translation>由我们画出来</translation>
    </message>
    <message>
        <source>cuts by itself</source>
        <translation>自己切</translation>
    </message>
    <message>
        <source>torn off by hand</source>
        <translation>用手撕</translation>
    </message>
    <message>
        <source>drawn by the printer</source>
        <translation>小票机自己画</translation>
    </message>
    <message>
        <source>readable</source>
        <translation>扫得出</translation>
    </message>
    <message>
        <source>gap {count} ms</source>
        <translation>间隔 {count} 毫秒</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>no page came; is it on, with paper and cable?</source>
        <translation>没出纸;看看电源、纸和线</translation>
    </message>
    <message>
        <source>cannot be read even when drawn; try another printer</source>
        <translation>画出来也看不清;换一台试试</translation>
    </message>
    <message>
        <source>no width fits; set it in the settings</source>
        <translation>没有合适的宽度;到设置里改</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不知道</translation>
    </message>
    <message>
        <source>cannot be scanned; is the print pale?</source>
        <translation>扫不出;打得太淡了吗?</translation>
    </message>
    <message>
        <source>scans arrive damaged; take a prefix off</source>
        <translation>扫到的不完整;去掉前缀</translation>
    </message>
    <message>
        <source>too slow; set it faster with its manual</source>
        <translation>太慢;照说明书调快</translation>
    </message>
    <message>
        <source>sends no Enter; works, a little slower</source>
        <translation>不发回车;能用,稍慢</translation>
    </message>
    <message>
        <source>digits get lost; turn the input method off</source>
        <translation>数字丢了;请关掉输入法</translation>
    </message>
    <message>
        <source>Caps Lock is on; our codes are read all the same</source>
        <translation>大写锁定开着;我们的码照样能扫</translation>
    </message>
</context>
<context>
    <name>Idle</name>
    <message>
        <source>Ready for the next customer</source>
        <translation>请扫顾客的码</translation>
    </message>
    <message>
        <source>Scan the code on the phone · or type the 8 digits, a phone or its last 4</source>
        <translation>扫手机上的会员码、自提码 · 或直接输入取货码、手机号、后四位</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待取</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>not arrived</source>
        <translation>未到货</translation>
    </message>
    <message>
        <source>collected today</source>
        <translation>今天已取</translation>
    </message>
    <message>
        <source>problems</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>Last: {time}</source>
        <translation>上一单 {time}</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>receipt {number}</source>
        <translation>小票 {number}</translation>
    </message>
</context>
<context>
    <name>Lines</name>
    <message>
        <source>{count} taken</source>
        <translation>已取 {count}</translation>
    </message>
    <message>
        <source>Missing: {count}, reported</source>
        <translation>缺货 {count},将上报</translation>
    </message>
    <message>
        <source>Quality problem: {count}, reported</source>
        <translation>质量问题 {count},将上报</translation>
    </message>
    <message>
        <source>{count} reported missing</source>
        <translation>已报缺 {count}</translation>
    </message>
    <message>
        <source>Short: {arrived} of {quantity} arrived</source>
        <translation>短缺:到货 {arrived} / 应到 {quantity}</translation>
    </message>
    <message>
        <source>leader {name}</source>
        <translation>团长 {name}</translation>
    </message>
    <message>
        <source>ordered {time}</source>
        <translation>{time} 下单</translation>
    </message>
    <message>
        <source>arrived {time}</source>
        <translation>到货 {time}</translation>
    </message>
    <message>
        <source>{slot} +{more}</source>
        <translation>{slot} 等 {total} 处</translation>
    </message>
    <message>
        <source>in {slot}</source>
        <translation>存放 {slot}</translation>
    </message>
    <message>
        <source>{count} can go now</source>
        <translation>可取 {count} 件</translation>
    </message>
    <message>
        <source>not arrived yet</source>
        <translation>还没到货</translation>
    </message>
    <message>
        <source>expected {time}</source>
        <translation>预计 {time}</translation>
    </message>
    <message>
        <source>visit no. {count}</source>
        <translation>第 {count} 次到店</translation>
    </message>
    <message>
        <source>member</source>
        <translation>会员</translation>
    </message>
</context>
<context>
    <name>Lock</name>
    <message>
        <source>What lies on the counter is kept. Printing and sync go on.</source>
        <translation>柜台上的东西都原样留着,打印和同步照常。</translation>
    </message>
    <message>
        <source>Type your PIN to go on</source>
        <translation>输入 PIN 继续</translation>
    </message>
    <message>
        <source>Type your PIN to take over the counter</source>
        <translation>输入 PIN 接手柜台</translation>
    </message>
    <message>
        <source>What {name} had open is put away; nothing of it is handed over.</source>
        <translation>{name}打开的单会收起,不会核销。</translation>
    </message>
    <message>
        <source>Scanned: shown after your PIN</source>
        <translation>已扫到码,输入 PIN 后显示</translation>
    </message>
    <message>
        <source>This is a payment code; it was not kept</source>
        <translation>这是付款码,没有记下</translation>
    </message>
    <message>
        <source>Not a code we know: scan it again after your PIN</source>
        <translation>这个码认不出,输入 PIN 后请再扫</translation>
    </message>
</context>
<context>
    <name>Member</name>
    <message>
        <source>home store here</source>
        <translation>归属本店</translation>
    </message>
    <message>
        <source>home store elsewhere</source>
        <translation>归属他店</translation>
    </message>
    <message>
        <source>visit no. {count}</source>
        <translation>第 {count} 次到店</translation>
    </message>
    <message>
        <source>points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>coupons</source>
        <translation>可用券</translation>
    </message>
    <message>
        <source>this month</source>
        <translation>本月消费</translation>
    </message>
    <message>
        <source>Usually buys</source>
        <translation>常买</translation>
    </message>
    <message>
        <source>last {day}</source>
        <translation>上次 {day}</translation>
    </message>
    <message>
        <source>bought today</source>
        <translation>今天又买了</translation>
    </message>
    <message>
        <source>full number</source>
        <translation>看号码</translation>
    </message>
    <message>
        <source>their data</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>¥{amount} off ¥{threshold}</source>
        <translation>满 {threshold} 减 {amount}</translation>
    </message>
    <message>
        <source>¥{amount} off</source>
        <translation>¥{amount} 无门槛</translation>
    </message>
    <message>
        <source>over</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>ends today</source>
        <translation>今晚到期</translation>
    </message>
    <message>
        <source>1 day left</source>
        <translation>剩 1 天</translation>
    </message>
    <message>
        <source>{count} days left</source>
        <translation>剩 {count} 天</translation>
    </message>
</context>
<context>
    <name>MemberData</name>
    <message>
        <source>The customer&apos;s data, in a file</source>
        <translation>把资料导出给顾客本人</translation>
    </message>
    <message>
        <source>Where to? Everybody can read it: give it to them alone.</source>
        <translation>存到哪里?谁都能打开,只交给本人。</translation>
    </message>
    <message>
        <source>Data of {name}</source>
        <translation>{name}的资料</translation>
    </message>
    <message>
        <source>Give them all of it</source>
        <translation>导出给本人</translation>
    </message>
    <message>
        <source>A file with all this counter holds, full number included.</source>
        <translation>本机所有的记录写成一个文件,含完整手机号。</translation>
    </message>
    <message>
        <source>Delete them here</source>
        <translation>从本机删除</translation>
    </message>
    <message>
        <source>Name, phone, points and coupons go from this counter.</source>
        <translation>姓名、手机号、积分、优惠券都从本机删掉。</translation>
    </message>
    <message>
        <source>What was handed over stays on record, without name or phone. Headquarters has its own copy: have it deleted there too, or it comes back.</source>
        <translation>核销过什么仍留作记录,但不带姓名和手机号。总部另有一份,请总部也删除,否则会再发到本机。</translation>
    </message>
    <message>
        <source>To delete, type the last four digits of their phone</source>
        <translation>确认删除:输入手机号后四位</translation>
    </message>
    <message>
        <source>Those are not the last four digits</source>
        <translation>不是这位会员的后四位</translation>
    </message>
    <message>
        <source>Give it to the customer, then delete it: it holds their number.</source>
        <translation>交给顾客后请删掉:里面有手机号。</translation>
    </message>
    <message>
        <source>The file is written, and it is on record</source>
        <translation>文件已写好,已记录在案</translation>
    </message>
    <message>
        <source>The file could not be written</source>
        <translation>文件没有写成</translation>
    </message>
    <message>
        <source>The stick may be full, locked or gone. Try another.</source>
        <translation>U 盘可能满了、写保护或已拔出,请换一个。</translation>
    </message>
    <message>
        <source>Deleted from this counter</source>
        <translation>已从本机删除</translation>
    </message>
    <message>
        <source>Tell headquarters, so that it does not send them again.</source>
        <translation>请告诉总部,以免再次发来。</translation>
    </message>
    <message>
        <source>Hand over first: {orders}. Nothing was deleted.</source>
        <translation>请先交货:{orders}。没有删除任何东西。</translation>
    </message>
    <message>
        <source>Goods are still waiting for them</source>
        <translation>还有货等着这位会员取</translation>
    </message>
    <message>
        <source>Nothing is held of them here any more</source>
        <translation>本机已没有这位会员的资料</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Lock, what is here stays</source>
        <translation>锁定,台面原样保留</translation>
    </message>
    <message>
        <source>Sign out, somebody else takes over</source>
        <translation>退出登录,换人</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>提示音</translation>
    </message>
    <message>
        <source>Customer display</source>
        <translation>顾客屏</translation>
    </message>
    <message>
        <source>Camera as a scanner</source>
        <translation>摄像头扫码</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>on · no loudspeaker</source>
        <translation>开 · 没有喇叭</translation>
    </message>
    <message>
        <source>on · no second screen</source>
        <translation>开 · 没有第二块屏</translation>
    </message>
    <message>
        <source>on · no camera found</source>
        <translation>开 · 没找到摄像头</translation>
    </message>
</context>
<context>
    <name>Note</name>
    <message>
        <source>Member code is too old</source>
        <translation>会员码过期了</translation>
    </message>
    <message>
        <source>A member code lives two minutes</source>
        <translation>会员码两分钟内有效</translation>
    </message>
    <message>
        <source>Please open your member code again; it changes every minute.</source>
        <translation>麻烦您重新打开一下会员码,它每分钟会换一次。</translation>
    </message>
    <message>
        <source>This card was reported lost</source>
        <translation>这张卡已挂失</translation>
    </message>
    <message>
        <source>Look the member up by phone instead</source>
        <translation>请改用手机号查会员</translation>
    </message>
    <message>
        <source>This card was reported lost. May I have the last four digits of your phone?</source>
        <translation>这张卡挂失过了,麻烦报一下手机后四位好吗?</translation>
    </message>
    <message>
        <source>This is a QR code from a receipt</source>
        <translation>这是小票上的二维码</translation>
    </message>
    <message>
        <source>The customer scans it with their own phone</source>
        <translation>请顾客用自己的手机扫</translation>
    </message>
    <message>
        <source>Scan this code with WeChat on your phone and the coupon is yours.</source>
        <translation>您用微信扫这个码,就能领到券。</translation>
    </message>
    <message>
        <source>Badge of {name}</source>
        <translation>{name}的工牌</translation>
    </message>
    <message>
        <source>To change who stands here, sign out first (F10)</source>
        <translation>要换人,先退出登录(F10)</translation>
    </message>
    <message>
        <source>This is a payment code</source>
        <translation>这是付款码</translation>
    </message>
    <message>
        <source>It was not kept. Payment is taken on the till.</source>
        <translation>没有保存。收款请用收银机。</translation>
    </message>
    <message>
        <source>That is your payment code. Please show me the pickup code of your order.</source>
        <translation>这是付款码哦,麻烦您打开订单里的自提码。</translation>
    </message>
    <message>
        <source>No order with this pickup number</source>
        <translation>没有这个取货码</translation>
    </message>
    <message>
        <source>May I see the code on your phone? Or the last four digits of your number?</source>
        <translation>能看一下手机上的码吗?或者报一下手机后四位。</translation>
    </message>
    <message>
        <source>Nobody with this phone number</source>
        <translation>没有这个手机号</translation>
    </message>
    <message>
        <source>Did you order with another number? The pickup code works too.</source>
        <translation>您是不是用别的号码下的单?出示自提码也可以。</translation>
    </message>
    <message>
        <source>Nobody with these last four digits</source>
        <translation>没有这个后四位</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>May I have the last four digits of your phone?</source>
        <translation>麻烦报一下手机后四位好吗?</translation>
    </message>
    <message>
        <source>Not one of our products</source>
        <translation>不是本店商品</translation>
    </message>
    <message>
        <source>Member not known here yet</source>
        <translation>本柜台还没有这位会员</translation>
    </message>
    <message>
        <source>May I have your phone number? I will look for your order.</source>
        <translation>麻烦报一下手机号,我帮您找订单。</translation>
    </message>
    <message>
        <source>Coupon not known here yet</source>
        <translation>本柜台还没有这张券</translation>
    </message>
    <message>
        <source>This coupon is not here yet; it is still valid, please keep it.</source>
        <translation>这张券还没同步到本店,券仍然有效,您先留着。</translation>
    </message>
    <message>
        <source>Badge not valid</source>
        <translation>工牌无效</translation>
    </message>
    <message>
        <source>Could you make the screen brighter and hold the code still?</source>
        <translation>麻烦您把屏幕调亮一点,码别动。</translation>
    </message>
    <message>
        <source>Could you read me the eight digits below the code?</source>
        <translation>麻烦报一下码下面的 8 位取货码。</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>没读出来</translation>
    </message>
    <message>
        <source>The scanner sent no text. Scan again.</source>
        <translation>扫码枪没有送出文字,请再扫一次。</translation>
    </message>
    <message>
        <source>Not one of our codes</source>
        <translation>码不认识</translation>
    </message>
    <message>
        <source>Far too long for a code of ours</source>
        <translation>太长了,不是我们的码</translation>
    </message>
    <message>
        <source>Code is damaged</source>
        <translation>码不完整</translation>
    </message>
    <message>
        <source>Ours, but not complete. Scan again or type the pickup number.</source>
        <translation>是我们的码,但没读全。再扫一次,或输入取货码。</translation>
    </message>
    <message>
        <source>Code is not genuine</source>
        <translation>码是伪造的</translation>
    </message>
    <message>
        <source>The signature is wrong. Hand nothing over on this code.</source>
        <translation>签名不对,不能凭这个码交货。</translation>
    </message>
    <message>
        <source>This code cannot be checked. Please open the order in your app and show me the code there.</source>
        <translation>这个码核对不上,麻烦您在小程序里打开订单,给我看那里的码。</translation>
    </message>
    <message>
        <source>Code cannot be checked here</source>
        <translation>本柜台核对不了这个码</translation>
    </message>
    <message>
        <source>Its key is not on this counter: older than allowed, or newer than our data</source>
        <translation>签名用的钥匙不在本柜台:太旧,或比本机数据新</translation>
    </message>
    <message>
        <source>Pickup number mistyped</source>
        <translation>取货码输错了</translation>
    </message>
    <message>
        <source>The check digit does not fit. Type the eight digits again.</source>
        <translation>校验位不对,请重新输入 8 位。</translation>
    </message>
    <message>
        <source>Not a mobile number</source>
        <translation>不是手机号</translation>
    </message>
    <message>
        <source>A mobile number has 11 digits and starts with 13 to 19</source>
        <translation>手机号是 11 位,13 到 19 开头</translation>
    </message>
    <message>
        <source>Could you read me your phone number again?</source>
        <translation>麻烦您再报一遍手机号。</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>There is no hand-over to take back</source>
        <translation>没有可以撤销的核销</translation>
    </message>
    <message>
        <source>Too late to undo: a hand-over can be taken back for one hour</source>
        <translation>超过一小时,不能撤销了</translation>
    </message>
    <message>
        <source>Receipt {number} prints again, marked as reprint no. {times}</source>
        <translation>小票 {number} 正在补打(第 {times} 次)</translation>
    </message>
    <message>
        <source>There is no receipt to print again</source>
        <translation>没有可以补打的小票</translation>
    </message>
    <message>
        <source>No line is chosen: Space takes a line</source>
        <translation>没有选中商品:按 Space 选中一行</translation>
    </message>
    <message>
        <source>Something went wrong and nothing was done. Try again; headquarters can see the fault.</source>
        <translation>出了点问题,这一步没有做。请再试一次;总部能看到这个故障。</translation>
    </message>
    <message>
        <source>This member is not known here any more</source>
        <translation>本机已没有这位会员</translation>
    </message>
    <message>
        <source>Finish or close what is open first (Esc)</source>
        <translation>请先做完,或按 Esc 关闭</translation>
    </message>
    <message>
        <source>The cash drawer was told to open</source>
        <translation>已通知钱箱打开</translation>
    </message>
    <message>
        <source>The printer was busy, so the drawer stays shut. Press Ctrl+D again when it is done.</source>
        <translation>小票机正忙,钱箱没有打开。等它打完,再按 Ctrl+D。</translation>
    </message>
    <message>
        <source>The printer does not answer, so the drawer stays shut. Is it on? Its key opens it by hand.</source>
        <translation>小票机没有回应,钱箱没有打开。请看小票机开没开;急用请用钥匙开。</translation>
    </message>
    <message>
        <source>The printer wants paper or a hand first, so the drawer stays shut. Its key opens it by hand.</source>
        <translation>小票机缺纸或要处理,钱箱没有打开。请先看小票机;急用请用钥匙开。</translation>
    </message>
    <message>
        <source>The line to the printer broke: look whether the drawer is open. Its key opens it by hand.</source>
        <translation>和小票机的连接断了,请看钱箱开没开;没开请用钥匙开。</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Receipt {number} waits for the printer</source>
        <translation>小票 {number} 等待打印</translation>
    </message>
    <message>
        <source>Receipt {number} is printing</source>
        <translation>小票 {number} 正在打印</translation>
    </message>
    <message>
        <source>Receipt {number} was sent to the printer</source>
        <translation>小票 {number} 已发送到打印机</translation>
    </message>
    <message>
        <source>Receipt {number} has printed</source>
        <translation>小票 {number} 已打印</translation>
    </message>
    <message>
        <source>Receipt {number} has not been printed</source>
        <translation>小票 {number} 没打出来</translation>
    </message>
    <message>
        <source>Receipt {number}: nobody knows whether it printed</source>
        <translation>小票 {number} 不确定打没打出来</translation>
    </message>
    <message>
        <source>Receipt {number}: settled by hand</source>
        <translation>小票 {number} 已由店员处理</translation>
    </message>
    <message>
        <source>waits for the printer</source>
        <translation>等待打印</translation>
    </message>
    <message>
        <source>printing</source>
        <translation>正在打印</translation>
    </message>
    <message>
        <source>sent to the printer</source>
        <translation>已发送到打印机</translation>
    </message>
    <message>
        <source>printed</source>
        <translation>已打印</translation>
    </message>
    <message>
        <source>not printed</source>
        <translation>没打出来</translation>
    </message>
    <message>
        <source>printed?</source>
        <translation>打印不确定</translation>
    </message>
    <message>
        <source>print settled by hand</source>
        <translation>小票已处理</translation>
    </message>
</context>
<context>
    <name>Phone</name>
    <message>
        <source>{seconds} s more · it is on record</source>
        <translation>还显示 {seconds} 秒 · 已记录在案</translation>
    </message>
    <message>
        <source>hide it</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>Pickup</name>
    <message>
        <source>Asking counter {number} …</source>
        <translation>正在问 {number} 号柜台…</translation>
    </message>
    <message>
        <source>Handing over …</source>
        <translation>正在核销…</translation>
    </message>
    <message>
        <source>Hand over {count} and print</source>
        <translation>核销 {count} 件并打印</translation>
    </message>
    <message>
        <source>Report the problem</source>
        <translation>上报问题</translation>
    </message>
    <message>
        <source>Nothing chosen</source>
        <translation>没有选中商品</translation>
    </message>
    <message>
        <source>Take all</source>
        <translation>全部核销</translation>
    </message>
    <message>
        <source>Take part</source>
        <translation>部分核销</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>line</source>
        <translation>选行</translation>
    </message>
    <message>
        <source>take or leave</source>
        <translation>取 / 不取</translation>
    </message>
    <message>
        <source>missing, bad, fine</source>
        <translation>缺货 / 质量 / 正常</translation>
    </message>
    <message>
        <source>Headquarters changed something meanwhile; it is checked again on Enter</source>
        <translation>总部数据刚有更新;按 Enter 时会重新核对</translation>
    </message>
    <message>
        <source>One more order to take along? It follows this one: {orders}</source>
        <translation>还有 1 单一起取?接着取:{orders}</translation>
    </message>
    <message>
        <source>{count} more orders to take along? They follow this one: {orders}</source>
        <translation>还有 {count} 单一起取?接着取:{orders}</translation>
    </message>
    <message>
        <source>pcs</source>
        <translation>件</translation>
    </message>
    <message>
        <source>of {count} pcs</source>
        <translation>/ {count} 件</translation>
    </message>
    <message>
        <source>Not on this counter yet · goods as signed in the code</source>
        <translation>离线 · 本机没有这单 · 按码内明细取货</translation>
    </message>
    <message>
        <source>Headquarters checks it when the line is back</source>
        <translation>联网后由总部核对</translation>
    </message>
    <message>
        <source>counter {number} holds it</source>
        <translation>{number} 号柜台的单,回车时问它</translation>
    </message>
    <message>
        <source>Pickup code valid</source>
        <translation>自提码有效</translation>
    </message>
    <message>
        <source>Ready to hand over</source>
        <translation>可以核销</translation>
    </message>
</context>
<context>
    <name>Pickups</name>
    <message>
        <source>due {time}</source>
        <translation>预计 {time}</translation>
    </message>
    <message>
        <source>{count} item</source>
        <translation>共 {count} 件</translation>
    </message>
    <message>
        <source>{count} items</source>
        <translation>等 {count} 件</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>collected</source>
        <translation>已取</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>not arrived</source>
        <translation>未到货</translation>
    </message>
    <message>
        <source>partly arrived</source>
        <translation>部分到货</translation>
    </message>
    <message>
        <source>same person, {count} orders</source>
        <translation>同一人 {count} 单</translation>
    </message>
    <message>
        <source>refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Pickup no.</source>
        <translation>取货码</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>货位</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>到货</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等了</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>核销</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Pickups</source>
        <translation>自提单</translation>
    </message>
    <message>
        <source>Phone / last 4 / initials of the name / pickup number</source>
        <translation>手机号 / 后四位 / 姓名首字母 / 取货码</translation>
    </message>
    <message>
        <source>Search orders</source>
        <translation>搜索自提单</translation>
    </message>
    <message>
        <source>By slot</source>
        <translation>按货位</translation>
    </message>
    <message>
        <source>To collect</source>
        <translation>待取</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Not arrived</source>
        <translation>未到货</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>已取</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”</source>
        <translation>没有找到“{text}”</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>这里没有自提单</translation>
    </message>
</context>
<context>
    <name>Pin</name>
    <message>
        <source>Manager lets it through</source>
        <translation>店长放行</translation>
    </message>
    <message>
        <source>Undo needs a PIN</source>
        <translation>撤销核销要 PIN</translation>
    </message>
    <message>
        <source>Nobody who may do this is known at this counter.</source>
        <translation>这台柜台没有能授权的人。</translation>
    </message>
    <message>
        <source>close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation>换人</translation>
    </message>
    <message>
        <source>Order {order} · goes on record with the manager&apos;s name</source>
        <translation>{order} · 会记下店长的名字</translation>
    </message>
    <message>
        <source>Order {order} · handed over more than a minute ago</source>
        <translation>{order} · 核销已超过一分钟</translation>
    </message>
    <message>
        <source>{reason} · goes on record with both names</source>
        <translation>{reason} · 两个人的名字都会记录</translation>
    </message>
    <message>
        <source>Receipts hang on it · asked once per visit</source>
        <translation>关系到小票 · 离开这一页之前只问一次</translation>
    </message>
    <message>
        <source>{name} · goes on record with both names</source>
        <translation>{name} · 两个人的名字都会记录</translation>
    </message>
    <message>
        <source>To {place} · for the customer, goes on record</source>
        <translation>存到{place} · 只给本人,会记录</translation>
    </message>
    <message>
        <source>{name} is deleted from this counter for good</source>
        <translation>从本机彻底删除{name}</translation>
    </message>
    <message>
        <source>To {place} · only for headquarters</source>
        <translation>导出到 {place} · 只有总部能打开</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>{name}的 PIN</translation>
    </message>
    <message>
        <source>Drawer: whose PIN?</source>
        <translation>开钱箱要授权</translation>
    </message>
    <message>
        <source>The number needs a manager</source>
        <translation>看完整号码要店长同意</translation>
    </message>
    <message>
        <source>Their data needs a manager</source>
        <translation>导出资料要店长同意</translation>
    </message>
    <message>
        <source>Deleting needs a manager</source>
        <translation>删除会员要店长同意</translation>
    </message>
    <message>
        <source>Settings need a manager</source>
        <translation>改设置要店长同意</translation>
    </message>
    <message>
        <source>Export needs a manager</source>
        <translation>导出要店长 PIN</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>正在核对…</translation>
    </message>
    <message>
        <source>The PIN is right, but this person may not do this</source>
        <translation>PIN 正确,但这个人没有权限</translation>
    </message>
    <message>
        <source>Locked after too many tries · again in {span}</source>
        <translation>输错太多次,已锁定 · {span}后再试</translation>
    </message>
    <message>
        <source>Wrong PIN · one try left</source>
        <translation>PIN 不对 · 还能试 1 次</translation>
    </message>
    <message>
        <source>Wrong PIN · {count} tries left</source>
        <translation>PIN 不对 · 还能试 {count} 次</translation>
    </message>
    <message>
        <source>Six digits</source>
        <translation>请输入 6 位数字</translation>
    </message>
</context>
<context>
    <name>Prompt</name>
    <message>
        <source>Takes it</source>
        <translation>带上</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不用</translation>
    </message>
    <message>
        <source>“{sentence}”</source>
        <translation>“{sentence}”</translation>
    </message>
    <message>
        <source>Say this · {variant}</source>
        <translation>推荐话术 · {variant}</translation>
    </message>
    <message>
        <source>noted: taken</source>
        <translation>已记:带上</translation>
    </message>
    <message>
        <source>noted: not wanted</source>
        <translation>已记:不用</translation>
    </message>
    <message>
        <source>for {count}</source>
        <translation>{count} 件</translation>
    </message>
    <message>
        <source>{count} in stock</source>
        <translation>库存 {count}</translation>
    </message>
    <message>
        <source>{percent}% left</source>
        <translation>剩 {percent}%</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>Already picked up</source>
        <translation>已经核销过</translation>
    </message>
    <message>
        <source>counter {number}</source>
        <translation>{number} 号柜台</translation>
    </message>
    <message>
        <source>{count} item taken</source>
        <translation>取走 {count} 件</translation>
    </message>
    <message>
        <source>{count} items taken</source>
        <translation>取走 {count} 件</translation>
    </message>
    <message>
        <source>receipt {number}</source>
        <translation>小票 {number}</translation>
    </message>
    <message>
        <source>The system shows this order was picked up at {time}. Let me look up the receipt for you.</source>
        <translation>系统显示这一单 {time} 已经取走了,我帮您看一下小票。</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>{price} paid back</source>
        <translation>已退 {price}</translation>
    </message>
    <message>
        <source>This order has been refunded; the money goes back the way it was paid. Would you like it again? I can help you order.</source>
        <translation>这一单已经退款,钱会原路退回。还想要的话,我帮您再下一单。</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>This order was cancelled, so nothing is kept for it. Let me see whether we have it on the shelf.</source>
        <translation>这一单已经取消,没有留货。我帮您看看货架上还有没有。</translation>
    </message>
    <message>
        <source>Another store&apos;s order</source>
        <translation>别的门店的单</translation>
    </message>
    <message>
        <source>This counter does not know that store</source>
        <translation>本柜台没有那家店的资料</translation>
    </message>
    <message>
        <source>Your goods are at {store}. I will write down the address for you.</source>
        <translation>您的货在{store},我把地址写给您。</translation>
    </message>
    <message>
        <source>Your goods are at another store. Your order page shows which one.</source>
        <translation>您的货在别的门店,订单页面上有店名和地址。</translation>
    </message>
    <message>
        <source>Not arrived yet</source>
        <translation>还没到货</translation>
    </message>
    <message>
        <source>Expected {time}</source>
        <translation>预计 {time} 到</translation>
    </message>
    <message>
        <source>No arrival time known</source>
        <translation>还没有到货时间</translation>
    </message>
    <message>
        <source>Your goods are still on the way, expected {time}. You will get a message when they arrive.</source>
        <translation>您的货还在路上,预计 {time} 到,到了会发消息通知您。</translation>
    </message>
    <message>
        <source>Your goods are still on the way. You will get a message when they arrive.</source>
        <translation>您的货还在路上,到了会发消息通知您。</translation>
    </message>
    <message>
        <source>Pickup time is over</source>
        <translation>过了取货时间</translation>
    </message>
    <message>
        <source>Valid until {time}</source>
        <translation>有效期到 {time}</translation>
    </message>
    <message>
        <source>The pickup time of this order is over. I will ask the manager right away.</source>
        <translation>这一单过了取货时间,我马上问一下店长。</translation>
    </message>
    <message>
        <source>Headquarters holds this order at the moment</source>
        <translation>这一单现在由总部掌握</translation>
    </message>
    <message>
        <source>Counter {number} of this store holds this order</source>
        <translation>这单在本店 {number} 号柜台</translation>
    </message>
    <message>
        <source>Another counter of this store holds this order</source>
        <translation>这一单由本店另一个柜台掌握</translation>
    </message>
    <message>
        <source>Not at this counter</source>
        <translation>不在本柜台取</translation>
    </message>
    <message>
        <source>Please come to the other counter with me; your goods are kept there.</source>
        <translation>麻烦您到旁边的柜台取,您的货在那边。</translation>
    </message>
    <message>
        <source>One moment please, headquarters is just handling this order.</source>
        <translation>请稍等,总部正在处理这一单。</translation>
    </message>
    <message>
        <source>Order not on this counter yet</source>
        <translation>本机还没有这一单</translation>
    </message>
    <message>
        <source>The code is genuine · a manager may agree</source>
        <translation>签名有效 · 店长可以放行</translation>
    </message>
    <message>
        <source>The code is genuine · wait for the line to come back</source>
        <translation>签名有效 · 请等网络恢复</translation>
    </message>
    <message>
        <source>Your code is fine, our line is slow just now. I will ask the manager right away.</source>
        <translation>您的码没问题,是我们网络慢,我马上问一下店长。</translation>
    </message>
    <message>
        <source>Your code is fine, our line is down just now. One moment please.</source>
        <translation>您的码没问题,是我们网络断了,请稍等。</translation>
    </message>
    <message>
        <source>Fewer units than asked for</source>
        <translation>可取的件数不够</translation>
    </message>
    <message>
        <source>{count} can go now</source>
        <translation>现在可取 {count} 件</translation>
    </message>
    <message>
        <source>One moment, I will count your goods again.</source>
        <translation>请稍等,我再点一下货。</translation>
    </message>
</context>
<context>
    <name>Refused</name>
    <message>
        <source>Hide the order</source>
        <translation>收起这一单</translation>
    </message>
    <message>
        <source>Reprint</source>
        <translation>补打小票</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>查看这一单</translation>
    </message>
    <message>
        <source>Let it through</source>
        <translation>店长放行</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>下一位</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>不等了</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>再问一次</translation>
    </message>
    <message>
        <source>Ask counter {number} for it</source>
        <translation>问 {number} 号柜台</translation>
    </message>
    <message>
        <source>Ask headquarters for it</source>
        <translation>问总部要这一单</translation>
    </message>
    <message>
        <source>You can tell the customer</source>
        <translation>可以对顾客说</translation>
    </message>
    <message>
        <source>“{sentence}”</source>
        <translation>“{sentence}”</translation>
    </message>
</context>
<context>
    <name>ScanBar</name>
    <message>
        <source>Scan or type a code</source>
        <translation>扫码或输入</translation>
    </message>
    <message>
        <source>Scan a member code, pickup code or product, or type a phone, its last 4 or a pickup number</source>
        <translation>扫 会员码 · 自提码 · 商品码,或输入 手机号 / 后四位 / 取货码</translation>
    </message>
    <message>
        <source>Scan, or type a phone, last 4 or pickup number</source>
        <translation>扫码,或输入 手机号 / 后四位 / 取货码</translation>
    </message>
    <message>
        <source>any key types</source>
        <translation>任意键输入</translation>
    </message>
    <message>
        <source>to type</source>
        <translation>输入</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Printers</source>
        <translation>小票机</translation>
    </message>
    <message>
        <source>Receipt style</source>
        <translation>小票样式</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫码枪</translation>
    </message>
    <message>
        <source>Look, sound</source>
        <translation>显示与声音</translation>
    </message>
    <message>
        <source>Till bridge</source>
        <translation>收银机小票桥</translation>
    </message>
    <message>
        <source>Counters</source>
        <translation>其他柜台</translation>
    </message>
    <message>
        <source>A change is kept at once; the next receipt is printed with it.</source>
        <translation>改了马上保存,下一张小票就按新的打。</translation>
    </message>
    <message>
        <source>What stands on the papers, and how they look.</source>
        <translation>小票上写什么,长什么样。</translation>
    </message>
    <message>
        <source>A scanner that types like a keyboard needs nothing but the gap.</source>
        <translation>像键盘一样的扫码枪只要间隔合适,别的不用填。</translation>
    </message>
    <message>
        <source>How this counter looks and sounds.</source>
        <translation>这台柜台的样子和声音。</translation>
    </message>
    <message>
        <source>The till prints to this address as to its printer; our code stands before the cut.</source>
        <translation>收银机把这里当小票机来打,切纸前加上我们的码。</translation>
    </message>
    <message>
        <source>In a shop with several counters the others ask the first one for its orders.</source>
        <translation>店里有几个柜台时,其他柜台向主柜台要单;断网也行,只走店里的网。</translation>
    </message>
    <message>
        <source>Printer on this page</source>
        <translation>这一页是哪台</translation>
    </message>
    <message>
        <source>Connected by</source>
        <translation>怎么接的</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>in digits, as 192.168.1.50</source>
        <translation>数字地址,如 192.168.1.50</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>9100 on nearly all printers</source>
        <translation>几乎都是 9100</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>COM3, /dev/usb/lp0, or the printer&apos;s name in Windows</source>
        <translation>COM3、/dev/usb/lp0,或 Windows 里的名字</translation>
    </message>
    <message>
        <source>Speed of the line</source>
        <translation>串口速度</translation>
    </message>
    <message>
        <source>Flow control</source>
        <translation>流控</translation>
    </message>
    <message>
        <source>as its switches say</source>
        <translation>照机器上的开关</translation>
    </message>
    <message>
        <source>Prints</source>
        <translation>打什么</translation>
    </message>
    <message>
        <source>Paper width</source>
        <translation>纸宽</translation>
    </message>
    <message>
        <source>the ruler on the test page shows it</source>
        <translation>看测试页上的那行数字</translation>
    </message>
    <message>
        <source>Chinese as</source>
        <translation>中文怎么打</translation>
    </message>
    <message>
        <source>if it comes out wrong, take the next one</source>
        <translation>打出来不对就换下一种</translation>
    </message>
    <message>
        <source>Cuts the paper</source>
        <translation>自动切纸</translation>
    </message>
    <message>
        <source>Draws QR codes itself</source>
        <translation>二维码由小票机画</translation>
    </message>
    <message>
        <source>quicker on a slow line; scan the test page first</source>
        <translation>慢的线路上更快;先扫测试页</translation>
    </message>
    <message>
        <source>Switch to Chinese first</source>
        <translation>先切到中文模式</translation>
    </message>
    <message>
        <source>off when every paper begins with the sign &amp;</source>
        <translation>每张纸开头多出一个 &amp; 就关掉</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>as you call it</source>
        <translation>您怎么叫它</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>钱箱</translation>
    </message>
    <message>
        <source>on this printer; Ctrl+D opens it</source>
        <translation>接在这台打印机上；Ctrl+D 打开</translation>
    </message>
    <message>
        <source>The drawer&apos;s pulse</source>
        <translation>开钱箱的脉冲</translation>
    </message>
    <message>
        <source>longer when it does not spring open</source>
        <translation>弹不开就加长</translation>
    </message>
    <message>
        <source>Pause after the pulse</source>
        <translation>脉冲之后停</translation>
    </message>
    <message>
        <source>Prints by itself up to</source>
        <translation>多久以内自动补打</translation>
    </message>
    <message>
        <source>an older paper waits for a key</source>
        <translation>更早的要按键才打</translation>
    </message>
    <message>
        <source>Customer display</source>
        <translation>顾客屏</translation>
    </message>
    <message>
        <source>a second screen, turned to the customer</source>
        <translation>朝向顾客的第二块屏</translation>
    </message>
    <message>
        <source>Camera as a scanner</source>
        <translation>摄像头扫码</translation>
    </message>
    <message>
        <source>for shops without a gun</source>
        <translation>没有扫码枪的店用</translation>
    </message>
    <message>
        <source>Which camera</source>
        <translation>用哪个摄像头</translation>
    </message>
    <message>
        <source>←→ goes through those of this PC</source>
        <translation>←→ 在这台电脑的摄像头里换</translation>
    </message>
    <message>
        <source>Maker of the scanner</source>
        <translation>扫码枪的牌子</translation>
    </message>
    <message>
        <source>S prints the codes that put it on a serial port</source>
        <translation>按 S 打印换成串口的设置码</translation>
    </message>
    <message>
        <source>Longest gap between two keys</source>
        <translation>两键之间最长间隔</translation>
    </message>
    <message>
        <source>the guide (G) measures it</source>
        <translation>向导(G)会测出来</translation>
    </message>
    <message>
        <source>Serial port</source>
        <translation>串口</translation>
    </message>
    <message>
        <source>empty: keyboard, or found by its ids</source>
        <translation>空着:键盘式,或按编号找</translation>
    </message>
    <message>
        <source>USB maker id</source>
        <translation>USB 厂家编号</translation>
    </message>
    <message>
        <source>four digits, as 1eab</source>
        <translation>四位,如 1eab</translation>
    </message>
    <message>
        <source>USB product id</source>
        <translation>USB 产品编号</translation>
    </message>
    <message>
        <source>four digits, as 0c10</source>
        <translation>四位,如 0c10</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>only with two alike</source>
        <translation>有两把一样的才要填</translation>
    </message>
    <message>
        <source>Locks by itself</source>
        <translation>自动锁定</translation>
    </message>
    <message>
        <source>without anybody; what is on the counter stays</source>
        <translation>没人操作之后;台面原样保留</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>No sounds</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>The shop&apos;s time</source>
        <translation>店里的时区</translation>
    </message>
    <message>
        <source>takes effect at the next start</source>
        <translation>下次启动生效</translation>
    </message>
    <message>
        <source>Port for the till</source>
        <translation>给收银机的端口</translation>
    </message>
    <message>
        <source>0: no bridge; usual is 9100</source>
        <translation>0 表示不用;通常是 9100</translation>
    </message>
    <message>
        <source>Who may print</source>
        <translation>谁可以打</translation>
    </message>
    <message>
        <source>Serial receipt printer for the till</source>
        <translation>给收银机的串口小票机</translation>
    </message>
    <message>
        <source>Linux: a file the till opens as its printer</source>
        <translation>Linux:收银机当小票机打开的文件</translation>
    </message>
    <message>
        <source>Folder of the till&apos;s sales</source>
        <translation>收银机销售文件夹</translation>
    </message>
    <message>
        <source>CSV or JSON files are taken from there</source>
        <translation>从这里读 CSV 或 JSON</translation>
    </message>
    <message>
        <source>Where the main counter is</source>
        <translation>主柜台的地址</translation>
    </message>
    <message>
        <source>only when it is not found; as 192.168.1.20:8471</source>
        <translation>自动找不到时才填,如 192.168.1.20:8471</translation>
    </message>
    <message>
        <source>Answer other counters</source>
        <translation>回答其他柜台</translation>
    </message>
    <message>
        <source>the main counter does, where there are others</source>
        <translation>有其他柜台时,主柜台会自己开</translation>
    </message>
    <message>
        <source>Port for the others</source>
        <translation>给其他柜台的端口</translation>
    </message>
    <message>
        <source>8471, unless another program has it</source>
        <translation>一般是 8471,被占用时换一个</translation>
    </message>
    <message>
        <source>Who may ask</source>
        <translation>谁可以来问</translation>
    </message>
    <message>
        <source>A receipt ends after</source>
        <translation>一张小票结束于</translation>
    </message>
    <message>
        <source>milliseconds without a byte, for tills that never cut</source>
        <translation>多少毫秒没有数据;给不切纸的收银机</translation>
    </message>
    <message>
        <source>the system&apos;s usual one</source>
        <translation>系统默认的</translation>
    </message>
    <message>
        <source>{count} ms</source>
        <translation>{count} 毫秒</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>没有填</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>only on Ctrl+L</source>
        <translation>只按 Ctrl+L</translation>
    </message>
    <message>
        <source>after {count} minute</source>
        <translation>{count} 分钟后</translation>
    </message>
    <message>
        <source>after {count} minutes</source>
        <translation>{count} 分钟后</translation>
    </message>
    <message>
        <source>network</source>
        <translation>网口</translation>
    </message>
    <message>
        <source>USB (Linux)</source>
        <translation>USB(Linux)</translation>
    </message>
    <message>
        <source>serial line</source>
        <translation>串口</translation>
    </message>
    <message>
        <source>Windows&apos; print queue</source>
        <translation>Windows 打印队列</translation>
    </message>
    <message>
        <source>files in a folder</source>
        <translation>存成文件</translation>
    </message>
    <message>
        <source>letters (GBK)</source>
        <translation>文字(GBK)</translation>
    </message>
    <message>
        <source>letters (UTF-8)</source>
        <translation>文字(UTF-8)</translation>
    </message>
    <message>
        <source>drawn by us</source>
        <translation>由我们画出来</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>on the second screen</source>
        <translation>第二块屏</translation>
    </message>
    <message>
        <source>pin 2, as most</source>
        <translation>2 号脚,多数是</translation>
    </message>
    <message>
        <source>pin 5</source>
        <translation>5 号脚</translation>
    </message>
    <message>
        <source>light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>programs on this PC</source>
        <translation>本机的程序</translation>
    </message>
    <message>
        <source>every PC of the network</source>
        <translation>店里所有电脑</translation>
    </message>
    <message>
        <source>nobody outside this PC</source>
        <translation>只限本机</translation>
    </message>
    <message>
        <source>counters of this shop</source>
        <translation>本店的柜台</translation>
    </message>
    <message>
        <source>when needed</source>
        <translation>需要时</translation>
    </message>
    <message>
        <source>always</source>
        <translation>总是</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>{width} mm · {dots} dots</source>
        <translation>{width} 毫米 · {dots} 点</translation>
    </message>
    <message>
        <source>Datalogic</source>
        <translation>得利捷 Datalogic</translation>
    </message>
    <message>
        <source>Newland</source>
        <translation>新大陆 Newland</translation>
    </message>
    <message>
        <source>Honeywell</source>
        <translation>霍尼韦尔 Honeywell</translation>
    </message>
    <message>
        <source>Zebra · Symbol</source>
        <translation>斑马 Zebra · Symbol</translation>
    </message>
    <message>
        <source>another one</source>
        <translation>别的牌子</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>没选</translation>
    </message>
    <message>
        <source>receipts</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>shelf labels</source>
        <translation>价签</translation>
    </message>
    <message>
        <source>Kept, and in effect.</source>
        <translation>已保存,马上生效。</translation>
    </message>
    <message>
        <source>Kept. It takes effect when the counter is started again.</source>
        <translation>已保存,下次启动柜台时生效。</translation>
    </message>
    <message>
        <source>Not kept: the data folder cannot be written. Everything is as it was.</source>
        <translation>没能保存:数据文件夹写不进去。一切照旧。</translation>
    </message>
    <message>
        <source>Printing …</source>
        <translation>正在打印…</translation>
    </message>
    <message>
        <source>Sent to the printer. Did it come out right?</source>
        <translation>已发给小票机。看看打得对不对?</translation>
    </message>
    <message>
        <source>The line broke while printing: look at the paper.</source>
        <translation>打到一半断了:看看纸上有没有。</translation>
    </message>
    <message>
        <source>Not printed</source>
        <translation>没打印</translation>
    </message>
    <message>
        <source>No printer is set here yet. G guides you through it.</source>
        <translation>这里还没有小票机。按 G,一步一步来。</translation>
    </message>
    <message>
        <source>Asking all machines …</source>
        <translation>正在问每台机器…</translation>
    </message>
    <message>
        <source>The report is in {file}. It names no customer; send it on.</source>
        <translation>报告在 {file},里面没有顾客信息,可以发给总部。</translation>
    </message>
    <message>
        <source>That went wrong here. Try again; the log has it.</source>
        <translation>这里出了错。再试一次;日志里有记录。</translation>
    </message>
    <message>
        <source>That is no address. It looks like 192.168.1.50</source>
        <translation>这不是地址,应该像 192.168.1.50</translation>
    </message>
    <message>
        <source>An address with its port, as 192.168.1.20:8471</source>
        <translation>地址要带端口,如 192.168.1.20:8471</translation>
    </message>
    <message>
        <source>A port is a number from 1 to 65535.</source>
        <translation>端口是 1 到 65535 的数字。</translation>
    </message>
    <message>
        <source>Four digits 0–9, a–f, or nothing.</source>
        <translation>四位 0–9、a–f,或者空着。</translation>
    </message>
    <message>
        <source>No such place. The usual one is Asia/Shanghai</source>
        <translation>没有这个时区。通常是 Asia/Shanghai</translation>
    </message>
    <message>
        <source>That cannot be here. Esc leaves it as it was.</source>
        <translation>这里不能这样填。按 Esc 不改。</translation>
    </message>
    <message>
        <source>no paper</source>
        <translation>缺纸</translation>
    </message>
    <message>
        <source>the cover is open</source>
        <translation>盖子开着</translation>
    </message>
    <message>
        <source>the printer reports an error</source>
        <translation>小票机报错</translation>
    </message>
    <message>
        <source>the printer is off line</source>
        <translation>小票机离线</translation>
    </message>
    <message>
        <source>nobody answers at this address, or it is in use</source>
        <translation>这个地址没人应答,或正被占用</translation>
    </message>
    <message>
        <source>not there: is it on, and is the cable in?</source>
        <translation>找不到:开着吗?线插好了吗?</translation>
    </message>
    <message>
        <source>the line broke</source>
        <translation>线路断了</translation>
    </message>
    <message>
        <source>the printer stopped taking data</source>
        <translation>小票机不收数据了</translation>
    </message>
    <message>
        <source>this PC has no Chinese font</source>
        <translation>这台电脑没有中文字体</translation>
    </message>
    <message>
        <source>something went wrong here</source>
        <translation>这里出了错</translation>
    </message>
    <message>
        <source>Print a test page</source>
        <translation>打测试页</translation>
    </message>
    <message>
        <source>Print the scanner sheet</source>
        <translation>打扫码枪设置单</translation>
    </message>
    <message>
        <source>Add a printer</source>
        <translation>加一台</translation>
    </message>
    <message>
        <source>Remove this one</source>
        <translation>删掉这台</translation>
    </message>
    <message>
        <source>Set-up guide</source>
        <translation>设置向导</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>体检报告</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Who is at the counter?</source>
        <translation>谁在柜台?</translation>
    </message>
    <message>
        <source>Press the number, or scan the badge</source>
        <translation>按数字选人,或扫工牌</translation>
    </message>
    <message>
        <source>Then your six digits</source>
        <translation>再输入 6 位 PIN</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>{name}的 PIN</translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation>换人</translation>
    </message>
    <message>
        <source>Sign in first, then scan</source>
        <translation>请先登录,再扫码</translation>
    </message>
    <message>
        <source>That did not work. Try again.</source>
        <translation>没有成功,请再试一次。</translation>
    </message>
</context>
<context>
    <name>Style</name>
    <message>
        <source>another paper</source>
        <translation>换一种纸</translation>
    </message>
    <message>
        <source>change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>as shipped</source>
        <translation>恢复原样</translation>
    </message>
    <message>
        <source>width</source>
        <translation>纸宽</translation>
    </message>
    <message>
        <source>scroll the paper</source>
        <translation>翻看小票</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>cancel</source>
        <translation>不改了</translation>
    </message>
    <message>
        <source>take it</source>
        <translation>就用它</translation>
    </message>
    <message>
        <source>look again</source>
        <translation>再找一遍</translation>
    </message>
    <message>
        <source>No picture: plug in a stick, press R.</source>
        <translation>没找到图片：插上 U 盘，再按 R。</translation>
    </message>
    <message>
        <source>changed by the shop</source>
        <translation>本店改过</translation>
    </message>
    <message>
        <source>Pickup receipt</source>
        <translation>自提小票</translation>
    </message>
    <message>
        <source>Reprint</source>
        <translation>补打小票</translation>
    </message>
    <message>
        <source>Sale receipt</source>
        <translation>销售小票</translation>
    </message>
    <message>
        <source>Shelf label</source>
        <translation>特惠价签</translation>
    </message>
    <message>
        <source>End of shift</source>
        <translation>交班单</translation>
    </message>
    <message>
        <source>Test page</source>
        <translation>测试页</translation>
    </message>
    <message>
        <source>Scanner sheet</source>
        <translation>扫码枪设置单</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>店标</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>店名</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址电话</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Override</source>
        <translation>店长放行</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>单号</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>QR codes</source>
        <translation>二维码</translation>
    </message>
    <message>
        <source>Validity</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Footer</source>
        <translation>页脚</translation>
    </message>
    <message>
        <source>Reprint mark</source>
        <translation>补打标记</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>找零</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>抬头</translation>
    </message>
    <message>
        <source>Work done</source>
        <translation>做了什么</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>销售</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Members, prompts</source>
        <translation>会员和话术</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>还没上传</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签字</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Regular price</source>
        <translation>原价</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Maker</source>
        <translation>牌子</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>To serial</source>
        <translation>换串口</translation>
    </message>
    <message>
        <source>How to check</source>
        <translation>怎么检查</translation>
    </message>
    <message>
        <source>Back to keys</source>
        <translation>换回键盘</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>出厂</translation>
    </message>
    <message>
        <source>No logo</source>
        <translation>不要店标</translation>
    </message>
    <message>
        <source>the shop&apos;s own</source>
        <translation>店里的</translation>
    </message>
    <message>
        <source>see-through</source>
        <translation>背景透明</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>坏了</translation>
    </message>
    <message>
        <source>not read here</source>
        <translation>读不了</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>太大</translation>
    </message>
    <message>
        <source>nothing to see</source>
        <translation>看不见</translation>
    </message>
    <message>
        <source>Damaged. Save it anew as PNG.</source>
        <translation>文件坏了，请重新存成 PNG。</translation>
    </message>
    <message>
        <source>Not read here. Save it as PNG or JPG.</source>
        <translation>这种文件读不了，请另存成 PNG 或 JPG。</translation>
    </message>
    <message>
        <source>Too large: at most 2000 dots wide.</source>
        <translation>太大了，最多 2000 点宽。</translation>
    </message>
    <message>
        <source>White as the paper: take a dark one.</source>
        <translation>图是白的，纸也是白的，请换一张深色的。</translation>
    </message>
    <message>
        <source>Coupon</source>
        <translation>领券码</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>入群码</translation>
    </message>
    <message>
        <source>Recommender</source>
        <translation>推荐码</translation>
    </message>
    <message>
        <source>Serial code</source>
        <translation>串口码</translation>
    </message>
    <message>
        <source>Keyboard code</source>
        <translation>键盘码</translation>
    </message>
    <message>
        <source>Reset code</source>
        <translation>出厂码</translation>
    </message>
    <message>
        <source>Check 1</source>
        <translation>检查码 1</translation>
    </message>
    <message>
        <source>Check 2</source>
        <translation>检查码 2</translation>
    </message>
    <message>
        <source>Check 3</source>
        <translation>检查码 3</translation>
    </message>
    <message>
        <source>shop</source>
        <translation>店名</translation>
    </message>
    <message>
        <source>address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>counter</source>
        <translation>柜台号</translation>
    </message>
    <message>
        <source>clerk</source>
        <translation>店员</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>receipt number</source>
        <translation>小票号</translation>
    </message>
    <message>
        <source>member&apos;s phone</source>
        <translation>会员手机</translation>
    </message>
    <message>
        <source>points earned</source>
        <translation>得积分</translation>
    </message>
    <message>
        <source>points balance</source>
        <translation>积分余额</translation>
    </message>
    <message>
        <source>days valid</source>
        <translation>有效天数</translation>
    </message>
    <message>
        <source>times reprinted</source>
        <translation>补打次数</translation>
    </message>
    <message>
        <source>order number</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>pickup number</source>
        <translation>取货码</translation>
    </message>
    <message>
        <source>let through</source>
        <translation>放行</translation>
    </message>
    <message>
        <source>total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已省</translation>
    </message>
    <message>
        <source>change given</source>
        <translation>找零</translation>
    </message>
    <message>
        <source>product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>规格</translation>
    </message>
    <message>
        <source>regular price</source>
        <translation>原价</translation>
    </message>
    <message>
        <source>special price</source>
        <translation>特价</translation>
    </message>
    <message>
        <source>begins</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>ends</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>printer</source>
        <translation>小票机</translation>
    </message>
    <message>
        <source>its address</source>
        <translation>小票机地址</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>dots</source>
        <translation>点数</translation>
    </message>
    <message>
        <source>kind of text</source>
        <translation>文字方式</translation>
    </message>
    <message>
        <source>ruler</source>
        <translation>标尺</translation>
    </message>
    <message>
        <source>maker</source>
        <translation>牌子</translation>
    </message>
    <message>
        <source>models</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>shift began</source>
        <translation>上班时间</translation>
    </message>
    <message>
        <source>shift ended</source>
        <translation>下班时间</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>核销单数</translation>
    </message>
    <message>
        <source>units handed over</source>
        <translation>核销件数</translation>
    </message>
    <message>
        <source>after-sales</source>
        <translation>售后数</translation>
    </message>
    <message>
        <source>orders let through</source>
        <translation>放行数</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>撤销数</translation>
    </message>
    <message>
        <source>number of sales</source>
        <translation>销售笔数</translation>
    </message>
    <message>
        <source>sum of sales</source>
        <translation>销售额</translation>
    </message>
    <message>
        <source>cash expected</source>
        <translation>应有现金</translation>
    </message>
    <message>
        <source>cash counted</source>
        <translation>实点现金</translation>
    </message>
    <message>
        <source>cash difference</source>
        <translation>现金差额</translation>
    </message>
    <message>
        <source>members known</source>
        <translation>认出会员数</translation>
    </message>
    <message>
        <source>prompts said</source>
        <translation>话术次数</translation>
    </message>
    <message>
        <source>prompts taken</source>
        <translation>成交次数</translation>
    </message>
    <message>
        <source>reprints</source>
        <translation>补打数</translation>
    </message>
    <message>
        <source>facts waiting</source>
        <translation>待传数</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>bold</source>
        <translation>粗体字</translation>
    </message>
    <message>
        <source>Logo file</source>
        <translation>店标文件</translation>
    </message>
    <message>
        <source>Logo height</source>
        <translation>店标高度</translation>
    </message>
    <message>
        <source>printed</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不打</translation>
    </message>
    <message>
        <source>one line more</source>
        <translation>再加一行</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>this is not possible</source>
        <translation>这样不行</translation>
    </message>
    <message>
        <source> (possible: {names})</source>
        <translation>(可以用:{names})</translation>
    </message>
    <message>
        <source>the file cannot be understood: {got}</source>
        <translation>文件看不懂:{got}</translation>
    </message>
    <message>
        <source>the file cannot be read</source>
        <translation>文件读不出来</translation>
    </message>
    <message>
        <source>there is no setting {got}</source>
        <translation>没有 {got} 这一项</translation>
    </message>
    <message>
        <source>{got} is missing</source>
        <translation>少了 {got}</translation>
    </message>
    <message>
        <source>there has to be {got}</source>
        <translation>这里要填 {got}</translation>
    </message>
    <message>
        <source>{got} is not possible here</source>
        <translation>这里不能用 {got}</translation>
    </message>
    <message>
        <source>there is no part {got}</source>
        <translation>没有 {got} 这一块</translation>
    </message>
    <message>
        <source>this paper does not know the field {got}</source>
        <translation>这种纸没有“{got}”这个字段</translation>
    </message>
    <message>
        <source>unpaired brace or wrong name</source>
        <translation>大括号不成对,或字段名不对</translation>
    </message>
    <message>
        <source>a time is written with %Y %m %d %H %M %S</source>
        <translation>时间用 %Y %m %d %H %M %S 来写</translation>
    </message>
    <message>
        <source>there is no picture {got} in the folder receipts of the data folder</source>
        <translation>数据文件夹的 receipts 里没有图片 {got}</translation>
    </message>
    <message>
        <source>longer than allowed ({got})</source>
        <translation>太长了(最多 {got})</translation>
    </message>
    <message>
        <source>this PC has no Chinese font to draw with</source>
        <translation>这台电脑没有中文字体,画不出来</translation>
    </message>
    <message>
        <source>Kept. The next paper is printed like this.</source>
        <translation>已保存,下一张就这样打。</translation>
    </message>
    <message>
        <source>Not kept: the folder receipts cannot be written.</source>
        <translation>没能保存:receipts 文件夹写不进去。</translation>
    </message>
    <message>
        <source>Not kept yet: mend the mistake, or Esc.</source>
        <translation>还没保存:先改对,或按 Esc。</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>事实</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>还没有记录</translation>
    </message>
    <message>
        <source>Nothing needs a person</source>
        <translation>没有需要处理的事</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} / {count}</translation>
    </message>
    <message>
        <source>Conflict · for the manager</source>
        <translation>冲突 · 需要店长看</translation>
    </message>
    <message>
        <source>This counter</source>
        <translation>本柜台</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Trying …</source>
        <translation>正在重试…</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Export what is not sent</source>
        <translation>导出未传事实</translation>
    </message>
    <message>
        <source>Record no. {number} was changed on this disk: call headquarters</source>
        <translation>第 {number} 条记录在本机被改过,请联系总部</translation>
    </message>
    <message>
        <source>The newest record is as it was written</source>
        <translation>最近 1 条记录完好</translation>
    </message>
    <message>
        <source>The newest {count} records are as they were written</source>
        <translation>最近 {count} 条记录完好</translation>
    </message>
    <message>
        <source>Other counters cannot ask here: another program has port {port}. F12, Counters: take another one.</source>
        <translation>其他柜台问不到这里:端口 {port} 被别的程序占着。按 F12,在“其他柜台”里换一个。</translation>
    </message>
    <message>
        <source>Headquarters is older than this program and must be updated first. Records are kept and sent then; work goes on.</source>
        <translation>总部的程序比本机旧,要先升级总部。记录都在,升级后自动上传,照常营业。</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>待传</translation>
    </message>
    <message>
        <source>{count} fact</source>
        <translation>{count} 条</translation>
    </message>
    <message>
        <source>{count} facts</source>
        <translation>{count} 条</translation>
    </message>
    <message>
        <source>oldest {time}</source>
        <translation>最早 {time}</translation>
    </message>
    <message>
        <source>Needs a person</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>下次重试</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>线路</translation>
    </message>
    <message>
        <source>online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停</translation>
    </message>
    <message>
        <source>try no. {count}</source>
        <translation>第 {count} 次</translation>
    </message>
    <message>
        <source>Data of headquarters</source>
        <translation>总部数据</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>Put aside by headquarters</source>
        <translation>总部先放在一边</translation>
    </message>
    <message>
        <source>record no. {number}</source>
        <translation>第 {number} 条记录</translation>
    </message>
    <message>
        <source>This PC&apos;s disk was copied or restored. Headquarters must enrol it anew; nothing is lost.</source>
        <translation>这台电脑的硬盘被复制或还原过,要由总部重新登记;记录都在。</translation>
    </message>
    <message>
        <source>Headquarters blocked this counter. Records are kept; ask headquarters.</source>
        <translation>总部停用了本柜台。记录都在,请联系总部。</translation>
    </message>
    <message>
        <source>This program is too old for headquarters. Update it; records are kept.</source>
        <translation>程序版本太旧,总部不接受。请更新;记录都在。</translation>
    </message>
    <message>
        <source>Sync has stopped and needs headquarters. Records are kept; work goes on.</source>
        <translation>同步已停,需要总部处理。记录都在,照常营业。</translation>
    </message>
    <message>
        <source>Settled by headquarters</source>
        <translation>总部已处理</translation>
    </message>
    <message>
        <source>settled {time}</source>
        <translation>{time} 处理</translation>
    </message>
    <message>
        <source>Headquarters: {reason}</source>
        <translation>总部:{reason}</translation>
    </message>
    <message>
        <source>Headquarters closed it. Nothing is left to do here.</source>
        <translation>总部已关闭,这里不用再做什么。</translation>
    </message>
    <message>
        <source>Headquarters counts it as it was written here. Nothing is left to do.</source>
        <translation>总部照这里的记录算,不用再做什么。</translation>
    </message>
    <message>
        <source>fetched anew {time}</source>
        <translation>{time} 重新取过</translation>
    </message>
    <message>
        <source>The same as headquarters {time}</source>
        <translation>{time} 与总部核对:全部一致</translation>
    </message>
    <message>
        <source>Not yet the same as headquarters {time}</source>
        <translation>{time} 与总部核对:还没有全部一致</translation>
    </message>
    <message>
        <source>{here} here, {there} there</source>
        <translation>本机 {here},总部 {there}</translation>
    </message>
    <message>
        <source>the same {time}</source>
        <translation>{time} 一致</translation>
    </message>
</context>
<context>
    <name>Tags</name>
    <message>
        <source>Frequent</source>
        <translation>高频</translation>
    </message>
    <message>
        <source>Recommender</source>
        <translation>推荐官</translation>
    </message>
    <message>
        <source>First group order</source>
        <translation>首团</translation>
    </message>
    <message>
        <source>Not seen for 7 days</source>
        <translation>7 天没来</translation>
    </message>
    <message>
        <source>Not seen for 15 days</source>
        <translation>15 天没来</translation>
    </message>
    <message>
        <source>Not seen for 30 days</source>
        <translation>30 天没来</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>Did receipt {number} print?</source>
        <translation>小票 {number} 打出来了吗?</translation>
    </message>
    <message>
        <source>Receipt {number} is still waiting</source>
        <translation>小票 {number} 还没打</translation>
    </message>
    <message>
        <source>Receipt {number} did not print</source>
        <translation>小票 {number} 没打出来</translation>
    </message>
    <message>
        <source>{count} more after it</source>
        <translation>后面还有 {count} 张</translation>
    </message>
    <message>
        <source>the hand-over stands</source>
        <translation>核销有效</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>再打一次</translation>
    </message>
    <message>
        <source>It did print</source>
        <translation>打印成功了</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不打了</translation>
    </message>
    <message>
        <source>no paper</source>
        <translation>缺纸</translation>
    </message>
    <message>
        <source>cover open</source>
        <translation>盖子没关</translation>
    </message>
    <message>
        <source>paper jam or another fault, look at the printer</source>
        <translation>卡纸或故障,请看一下小票机</translation>
    </message>
    <message>
        <source>printer is offline</source>
        <translation>小票机离线</translation>
    </message>
    <message>
        <source>printer not reachable, is it switched on?</source>
        <translation>连不上小票机,电源开了吗?</translation>
    </message>
    <message>
        <source>the connection broke off in the middle</source>
        <translation>打到一半断线了</translation>
    </message>
    <message>
        <source>the printer stopped taking data</source>
        <translation>小票机不收数据了</translation>
    </message>
    <message>
        <source>this PC has no Chinese font to draw the text with</source>
        <translation>这台电脑没有中文字体，画不出字来</translation>
    </message>
    <message>
        <source>a fault of this program, headquarters can see it</source>
        <translation>程序故障,总部能看到</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 时 {minutes} 分</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>{span} ago</source>
        <translation>{span}前</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分</translation>
    </message>
    <message>
        <source>{count} hour</source>
        <translation>{count} 小时</translation>
    </message>
    <message>
        <source>{count} hours</source>
        <translation>{count} 小时</translation>
    </message>
    <message>
        <source>{count} day</source>
        <translation>{count} 天</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} 天</translation>
    </message>
    <message>
        <source>{count} item</source>
        <translation>{count} 件</translation>
    </message>
    <message>
        <source>{count} items</source>
        <translation>{count} 件</translation>
    </message>
    <message>
        <source>ambient</source>
        <translation>常温</translation>
    </message>
    <message>
        <source>chilled</source>
        <translation>冷藏</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>冷冻</translation>
    </message>
    <message>
        <source>live</source>
        <translation>鲜活</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>收银员</translation>
    </message>
    <message>
        <source>Shop staff</source>
        <translation>店员</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>店长</translation>
    </message>
    <message>
        <source>Giving change</source>
        <translation>找零</translation>
    </message>
    <message>
        <source>Counting the money</source>
        <translation>清点</translation>
    </message>
    <message>
        <source>Change of shift</source>
        <translation>换班</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>周日</translation>
    </message>
</context>
</TS>
